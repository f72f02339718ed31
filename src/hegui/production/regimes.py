"""Other regimes' marks beside the labels: IPTC's property in the label's packet, C2PA behind it.

The order that keeps every hash valid: explicit label, IPTC and the implicit label with its seal,
the manifest last (docs/architecture.md, section 6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hegui.errors import UsageError
from hegui.implicit.manifests import Unbroken

if TYPE_CHECKING:  # most labels stand alone
    from hegui.implicit.xmp import Setting
    from hegui.marks.c2pa_signing import Credential
    from hegui.marks.iptc import Term


class Regimes(NamedTuple):
    """Which marks are written beside the labels of every file.

    ``settings`` are properties for the label's XMP packet; with ``credential`` the file gets a
    C2PA manifest that says that the content came about in the way of ``term``, and the one it
    had becomes an ingredient's; without, a manifest that is there is broken only where
    ``allow_break`` says so.
    """

    settings: tuple[Setting, ...] = ()
    credential: Credential | None = None
    term: Term | None = None
    allow_break: bool = False

    @property
    def watch(self) -> Unbroken:
        """What looks for a manifest in one file before it is labelled."""
        return Unbroken(allowed=self.allow_break, signs=self.credential is not None)

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
        allow_break: bool = False,
        config: str | None = None,
    ) -> Regimes:
        """IPTC's property for ``source_type``; a manifest by ``credential``, or with ``c2pa`` by
        that of hegui.toml.

        Raises UsageError for a term that IPTC does not have and where nothing can sign,
        ConfigError, InvalidCredential.
        """
        if source_type is None and not c2pa and credential is None:
            return cls(allow_break=True) if allow_break else _NONE
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
            from hegui.signing import configured_credential

            credential = configured_credential(config)
        return cls(settings, credential, term or iptc.TERMS[0], allow_break)


_NONE = Regimes()
