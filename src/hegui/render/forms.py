"""The forms of a report, by the names of the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from hegui.render.machine import CsvReport, JsonReport, SarifReport
from hegui.render.page import PageReport
from hegui.render.plain import PlainReport
from hegui.render.report import Writer

FORMS: dict[str, Callable[[TextIO, str], Writer]] = {
    "text": PlainReport,
    "json": JsonReport,
    "html": PageReport,
    "sarif": SarifReport,
    "csv": CsvReport,
}
