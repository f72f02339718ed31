"""Every deviation from the guide's form of SecurityData that reading accepts: one table.

``id`` never changes once released. None of them fails a user: the guide's own text was seen by
nobody who wrote its form down (``hegui.rules.security``).
"""

from __future__ import annotations

from hegui.aigc import Tolerance
from hegui.aigc.tolerances import Deviation, shortened
from hegui.rules.confidence import Confidence

_FORM = "TC260-PG-202511A"


def _row(identifier: str, sentence: str) -> Deviation:
    return Deviation(identifier, sentence, _FORM, Confidence.IMPL)


DEVIATIONS: tuple[Deviation, ...] = (
    # The JSON around the entries.
    _row("seal.whitespace", "blanks stand between the members of SecurityData"),
    _row("seal.encoded-twice", "SecurityData is JSON encoded as a JSON string once more"),
    _row("seal.nested", "SecurityData stands inside SecurityData"),
    _row("seal.no-outer", "the outer member SecurityData is missing"),
    _row("seal.key-case", "a name in SecurityData is in the wrong case: {detail}"),
    _row("seal.duplicate", "{detail} stands twice in SecurityData"),
    _row("seal.version-text", "Version is the text {detail}, not a number"),
    _row("seal.one-entry", "{detail} holds one entry instead of a list"),
    _row("seal.bare-signature", "the reserved code is a signature alone, without SecurityData"),
    # What a signature says that it covers.
    _row("seal.label-type", "what a label's signature covers is called {detail} instead of Md"),
    _row(
        "seal.binding-type", "what a binding's signature covers is called {detail} instead of Bnd"
    ),
    _row("seal.tbs-text", "TBSData is a text instead of an object"),
    # Bindings.
    _row("seal.bindings-name", "the list of bindings is called {detail}"),
    _row("seal.binding-value", "a binding's value is called {detail} instead of Value"),
    # Bytes as text.
    _row("seal.hex-upper", "{detail} is written in upper-case hexadecimal digits"),
    _row("seal.base64", "{detail} is written in base64 instead of hexadecimal digits"),
    # Forms of keys and signatures.
    _row("seal.signature-raw", "a signature is r and s one behind the other, without DER"),
    _row("seal.key-point", "a key is a bare point, not a SubjectPublicKeyInfo"),
    _row(
        "seal.key-x-only",
        "a key is the x coordinate alone behind {detail}; the even y is taken",
    ),
    _row("seal.hashed-twice", "the signature is over the SM3 of the message, hashed once more"),
)

_BY_ID = {deviation.id: deviation for deviation in DEVIATIONS}
_MOST_OF_A_KIND = 8


class Notes:
    """The tolerances of one reading, in order, each once, and not without end of one kind."""

    __slots__ = ("_noted",)

    def __init__(self) -> None:
        self._noted: dict[Tolerance, None] = {}

    def add(self, identifier: str, detail: str = "") -> None:
        """Notes one tolerance of the table."""
        assert identifier in _BY_ID, identifier
        if sum(one.id == identifier for one in self._noted) < _MOST_OF_A_KIND:
            self._noted[Tolerance(identifier, shortened(detail))] = None

    def all(self) -> tuple[Tolerance, ...]:
        """Every tolerance noted."""
        return tuple(self._noted)


def deviation_of(tolerance: Tolerance) -> Deviation:
    """The table's row for one tolerance. Raises KeyError for an id that is not in it."""
    return _BY_ID[tolerance.id]
