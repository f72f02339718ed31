"""Which seals would be lost, or no longer hold, were a label written beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hegui.aigc import ParsedLabel
from hegui.errors import StaleSeal
from hegui.seal.answers import Answer
from hegui.seal.contents import Code
from hegui.sealing.content import seals_of
from hegui.sealing.labels import holds_seal, parsed_of, value_of

if TYPE_CHECKING:
    from hegui.implicit.container import Container

_COVERED_BY = {
    Code.PRODUCER: ("likelihood", "content_producer", "produce_id"),
    Code.PROPAGATOR: (
        "likelihood",
        "content_producer",
        "produce_id",
        "reserved_code_1",
        "content_propagator",
        "propagate_id",
    ),
}


def check_kept(text: str, old: list[ParsedLabel], container: Container | None) -> None:
    """Raises StaleSeal where a seal of the old labels would be lost, or not hold in the new one,
    which is ``text``."""
    new = parsed_of(text)
    seals = seals_of(new, container, None)
    for code, found in zip(Code, seals.both, strict=True):
        earlier = [one for one in old if holds_seal(one, code)]
        same = [one for one in earlier if value_of(one, code) == value_of(new, code)]
        if earlier and not same:
            raise StaleSeal(
                "carries a seal in {code} that the new label would lose; "
                "seal it again (--seal --key FILE)",
                code=code.value,
            )
        if found.invalid:
            raise StaleSeal(
                "carries a seal in {code} that does not hold ({answer}); "
                "seal it again (--seal --key FILE)",
                code=code.value,
                answer=found,
            )
        if found.answer is Answer.CANNOT_TELL and any(_differ(one, new, code) for one in same):
            raise StaleSeal(
                "carries a seal in {code}, and whether it holds for the new label cannot be told",
                code=code.value,
            )


def _differ(one: ParsedLabel, other: ParsedLabel, code: Code) -> bool:
    return any(getattr(one.label, key) != getattr(other.label, key) for key in _COVERED_BY[code])
