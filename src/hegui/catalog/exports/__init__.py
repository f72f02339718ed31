"""The catalogue in other tools' forms."""

from __future__ import annotations

from hegui.catalog.exports.table import FORMS, Export, export

__all__ = ["FORMS", "Export", "export"]
