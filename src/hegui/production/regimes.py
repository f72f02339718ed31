"""Other regimes' marks beside the labels: IPTC's property in the label's packet, C2PA behind it.

The order that keeps every hash valid: explicit label, IPTC and the implicit label with its seal,
the manifest last (docs/architecture.md, section 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegui.config import load_config
from hegui.errors import UsageError

if TYPE_CHECKING:  # most labels stand alone
    from hegui.implicit.xmp import Setting
    from hegui.marks.c2pa_signing import Credential
    from hegui.marks.iptc import Term


@dataclass(frozen=True, slots=True)
class Regimes:
    """Which marks are written beside the labels of every file.

    ``settings`` are properties for the label's XMP packet; with ``credential`` the file gets a
    C2PA manifest that says that the content came about in the way of ``term``.
    """

    settings: tuple[Setting, ...] = ()
    credential: Credential | None = None
    term: Term | None = None

    @property
    def none(self) -> bool:
        """Whether the labels stand alone."""
        return not self.settings and self.credential is None

    @classmethod
    def of(
        cls,
        source_type: str | None = None,
        *,
        c2pa: bool = False,
        credential: Credential | None = None,
        config: str | None = None,
    ) -> Regimes:
        """IPTC's property for ``source_type``; a manifest by ``credential``, or with ``c2pa`` by
        that of hegui.toml.

        Raises UsageError for a term that IPTC does not have and where nothing can sign,
        ConfigError, InvalidCredential.
        """
        if source_type is None and not c2pa and credential is None:
            return _NONE
        from hegui.implicit.xmp import Setting
        from hegui.marks import iptc

        term = None
        settings: tuple[Setting, ...] = ()
        if source_type is not None:
            term = iptc.term_of(source_type)
            if term is None:
                raise UsageError(
                    "IPTC Digital Source Type has a value of no known term: {value}",
                    value=source_type,
                )
            settings = (Setting(iptc.EXTENSION, iptc.PREFIX, iptc.PROPERTY, term.uri),)
        if c2pa and credential is None:
            from hegui.signing import credential_of

            found = load_config(config)
            credential = credential_of(found.c2pa, found.path)
            if credential is None:
                raise UsageError(
                    "a C2PA manifest is signed with a credential, and none is configured: name "
                    "chain and key in [c2pa] of hegui.toml"
                )
        return cls(settings, credential, term or iptc.TERMS[0])


_NONE = Regimes()
