"""What seals prove, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hegui.cli.output import Output
from hegui.files.source import printable
from hegui.messages import say

if TYPE_CHECKING:  # a label without a seal need not load what only seals use
    from hegui.aigc import Tolerance
    from hegui.seal.answers import Seals, Verification

_ABSENT = "absent"

_STANDINGS = {
    "trusted": "the key is pinned to {provider}",
    "unknown": "no trust file pins the key to who the label names",
    "revoked": "the key is pinned to {provider} and revoked",
    "out-of-time": "the key is pinned to {provider} and out of its time",
}


def seals_lines(seals: Seals, output: Output) -> Iterator[str]:
    """Both answers, indented as a label's members are; nothing where there is no seal."""
    for one in seals.both:
        if one.answer != _ABSENT:
            yield from seal_lines(one, output)
    if seals.uncovered:
        names = ", ".join(printable(name) for name in seals.uncovered)
        yield "    " + output.say("no signature covers: {names}", names=names)


def seal_lines(one: Verification, output: Output) -> Iterator[str]:
    """One answer and what it rests on."""
    answer = output.say("seal in {code}: {answer}", code=one.code.value, answer=one)
    yield f"    {answer} [{one.confidence}]"
    if one.bound:
        yield "      " + output.say("it binds this label to this content")
    if one.standing is not None:
        standing = output.say(_STANDINGS[one.standing], provider=printable(one.provider))
        yield f"      {standing} (SM3 {', '.join(one.keys)})"
    if one.sealed_at is not None:
        moment = f"{one.sealed_at:%Y-%m-%dT%H:%M:%SZ}"
        yield "      " + output.say("sealed at {moment}, as the signer says", moment=moment)
    for notice in one.notices:
        yield "      " + printable(notice.say(output.lang))
    for tolerance in one.tolerances:
        sentence = tolerated(tolerance, output.lang)
        yield (
            "      "
            + output.say("tolerated: {sentence}", sentence=sentence)
            + (f" [{tolerance.id}]")
        )


def tolerated(tolerance: Tolerance, lang: str) -> str:
    """What one tolerance accepted, as a sentence."""
    from hegui.seal.tolerances import deviation_of  # only a seal that was read has any

    return say(deviation_of(tolerance).sentence, lang, detail=tolerance.detail)
