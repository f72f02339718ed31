"""Keeping a seal: the guard of an embedding that lets none be lost or go stale unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hegui.sealing.signs import may_hold_seal

if TYPE_CHECKING:
    from hegui.files.in_place import InPlace
    from hegui.implicit.container import Container, Reading, Site
    from hegui.messages import Notice
    from hegui.seal.answers import Verification


class Keeper:
    """Lets no label be written beside which an older seal would be lost or go stale."""

    notices: tuple[Notice, ...] = ()
    made: Verification | None = None

    def settle(self, text: str, before: Reading, container: Container | None) -> str:
        """``text`` as it is. Raises StaleSeal."""
        old = [site.parsed for site in before.sites if site.parsed and may_hold_seal(site.text)]
        if old or may_hold_seal(text):
            from hegui.sealing.staleness import check_kept  # loads what only a seal needs

            check_kept(text, old, container)
        return text

    def confirm(self, site: Site, new: Container, change: InPlace | None) -> None:
        """Nothing: what is kept was verified before."""
