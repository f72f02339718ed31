"""What verifying a seal can answer: one result for each reserved code."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from hegui.aigc import Tolerance
from hegui.messages import Notice, say
from hegui.rules.confidence import Confidence
from hegui.seal.contents import Code, Covers

if TYPE_CHECKING:
    from datetime import datetime


class Answer(StrEnum):
    """The nine answers; the values never change."""

    TRUSTED = "valid-trusted"
    KEY_UNKNOWN = "valid-key-unknown"
    KEY_NOT_IN_FORCE = "valid-key-not-in-force"
    NOT_TIED = "binding-not-tied"
    OTHER_CONTENT = "content-does-not-match"
    ALTERED = "signed-member-altered"
    CANNOT_TELL = "cannot-tell"
    OPAQUE = "opaque"
    ABSENT = "absent"


class Standing(StrEnum):
    """What the trust file says of the keys of a seal; of several, the worst."""

    TRUSTED = "trusted"
    UNKNOWN = "unknown"
    REVOKED = "revoked"
    OUT_OF_TIME = "out-of-time"


class Outcome(StrEnum):
    """What became of one signature."""

    VERIFIED = "verified"
    FAILED = "failed"
    NOT_CHECKED = "not-checked"


_SENTENCES = {
    Answer.TRUSTED: "valid, and the key is trusted",
    Answer.KEY_UNKNOWN: "valid, but nobody has said whose key it is",
    Answer.KEY_NOT_IN_FORCE: "valid, but the key is revoked or out of its time",
    Answer.NOT_TIED: "the signatures hold, but nothing signed ties the binding to this label",
    Answer.OTHER_CONTENT: "made for other content: what the label is bound to is not in this file",
    Answer.ALTERED: "not valid: what was signed, or the signature, has been altered",
    Answer.CANNOT_TELL: "cannot be told",
    Answer.OPAQUE: "opaque: no seal that anybody but its writer can check",
    Answer.ABSENT: "no seal",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """One signature of a seal: what it says it covers, what became of it, by which key.

    ``key`` is the fingerprint of the key that verified it, "" where none did.
    """

    covers: Covers
    outcome: Outcome
    key: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer about one reserved code of one label.

    ``bound`` is whether a verified signature binds this label to this file's content; without it
    a valid seal speaks for the label alone, which may stand on any file. ``standing`` is what the
    trust file says of the keys, None where no signature verified; ``provider`` to whom they are
    pinned, ``keys`` their fingerprints. ``sealed_at`` is when the signer claims to have sealed.
    ``covered`` are the label's members under a verified signature, ``uncovered`` those that
    anybody can change without breaking this seal. ``invalid`` is whether the seal shows that
    something is wrong in the file; ``confidence`` how sure the form is that was
    verified by.
    """

    code: Code
    answer: Answer
    invalid: bool = False
    bound: bool = False
    standing: Standing | None = None
    provider: str = ""
    keys: tuple[str, ...] = ()
    sealed_at: datetime | None = None
    signatures: tuple[Checked, ...] = ()
    covered: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()
    confidence: Confidence = Confidence.IMPL
    tolerances: tuple[Tolerance, ...] = ()
    notices: tuple[Notice, ...] = field(default=())

    @property
    def template(self) -> str:
        """The answer as a sentence in English, and the key of the Chinese one."""
        return _SENTENCES[self.answer]

    @property
    def facts(self) -> dict[str, object]:
        """What fills the sentence's places: it has none."""
        return {}

    def say(self, lang: str = "en") -> str:
        """The answer as a sentence in ``lang``."""
        return say(self.template, lang)

    def __str__(self) -> str:
        return self.template


def absent(code: Code) -> Verification:
    """The answer where a reserved code is empty."""
    return Verification(code, Answer.ABSENT)


@dataclass(frozen=True, slots=True)
class Seals:
    """Both answers about one label, and the members that no verified signature covers."""

    producer: Verification
    propagator: Verification
    uncovered: tuple[str, ...] = ()

    @property
    def both(self) -> tuple[Verification, Verification]:
        """In the order of Annex E."""
        return self.producer, self.propagator

    @property
    def invalid(self) -> bool:
        """Whether either shows that something is wrong."""
        return self.producer.invalid or self.propagator.invalid

    @property
    def disbelieved(self) -> bool:
        """Whether either is not to be relied on, which is exit status 1: something is wrong, or
        its key was revoked or not in force when it was made, so that anybody may have made it."""
        return self.invalid or any(one.answer is Answer.KEY_NOT_IN_FORCE for one in self.both)
