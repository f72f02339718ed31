"""What a seal proves: one answer for each reserved code of a label.

The answer rests on three things, in this order: the signature over the label, the binding that
ties the label to content, and what the trust file says of the key. The content's digest is given
as a value; a seal that binds to content cannot be answered for without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from hegui.aigc import Label, ParsedLabel
from hegui.aigc.spelling import spelling_of
from hegui.messages import Notice
from hegui.rules import security
from hegui.rules.confidence import Confidence
from hegui.seal import binding
from hegui.seal.answers import Answer, Outcome, Seals, Standing, Verification, absent
from hegui.seal.chains import Fault
from hegui.seal.checking import Evidence, Examination
from hegui.seal.contents import Code, Opaque, SecurityData
from hegui.seal.dialects import read_code
from hegui.seal.public_keys import PublicKey
from hegui.seal.signed_bytes import members_of, signed_bytes
from hegui.seal.sm3 import sm3
from hegui.seal.trust import Terms, Trust, same_provider

_OWNER = {Code.PRODUCER: "ContentProducer", Code.PROPAGATOR: "ContentPropagator"}
# From the best; a seal is as good as the worst key in it.
_STANDINGS = (Standing.TRUSTED, Standing.UNKNOWN, Standing.OUT_OF_TIME, Standing.REVOKED)
_ANSWERS = {
    Standing.TRUSTED: Answer.TRUSTED,
    Standing.UNKNOWN: Answer.KEY_UNKNOWN,
    Standing.OUT_OF_TIME: Answer.KEY_NOT_IN_FORCE,
    Standing.REVOKED: Answer.KEY_NOT_IN_FORCE,
}
_OF_TIME = (Fault.NOT_YET, Fault.EXPIRED)
_NOBODY = Trust()


@dataclass(frozen=True, slots=True)
class Content:
    """The content that a label stands in: its SM3, or why there is none to be had.

    ``digest`` is 64 lower-case hexadecimal digits of the essence; "" where it could not be made,
    for the reason of ``problem``.
    """

    digest: str = ""
    problem: Notice | None = None


def binds_content(label: Label | ParsedLabel) -> bool:
    """Whether a seal of this label binds it to content in a way that hegui can check."""
    members = members_of(label)
    return any(
        isinstance(data, SecurityData) and any(map(binding.interpret, data.bindings))
        for data in (read_code(members[code]) for code in Code)
    )


def verify_seal(
    label: Label | ParsedLabel,
    code: Code,
    content: Content,
    *,
    trust: Trust | None = None,
    now: datetime | None = None,
) -> Verification:
    """The answer about one reserved code.

    ``now`` is the moment at which keys are judged, the present unless given. Raises CannotSeal
    where SM3 is not to be had.
    """
    members = members_of(label)
    data = read_code(members[code])
    if data is None:
        return absent(code)
    if isinstance(data, Opaque):
        return Verification(code, Answer.OPAQUE, notices=(data,))
    return _Judge(data, members, code, content, trust or _NOBODY, now or datetime.now(UTC)).judge()


def verify_seals(
    label: Label | ParsedLabel,
    content: Content,
    *,
    trust: Trust | None = None,
    now: datetime | None = None,
) -> Seals:
    """The answers about both reserved codes. Raises CannotSeal as :func:`verify_seal` does."""
    producer, propagator = (
        verify_seal(label, code, content, trust=trust, now=now) for code in Code
    )
    covered = {name for one in (producer, propagator) for name in one.covered}
    # A code that holds a seal is covered by its own signatures.
    covered |= {one.code.value for one in (producer, propagator) if one.covered}
    if not covered:
        return Seals(producer, propagator)
    names = [name for name, value in members_of(label).items() if value]
    if isinstance(label, ParsedLabel):
        names += [name for name, _ in label.members if spelling_of(name) is None]
    return Seals(producer, propagator, tuple(one for one in names if one not in covered))


class _Judge:
    """One seal before its judge."""

    def __init__(
        self,
        data: SecurityData,
        members: dict[str, str],
        code: Code,
        content: Content,
        trust: Trust,
        now: datetime,
    ) -> None:
        self._data = data
        self._code = code
        self._content = content
        self._trust = trust
        self._now = now
        self._provider = members[_OWNER[code]]
        self._pins = trust.of_provider(self._provider)
        pinned = tuple(pin.key for pin in self._pins)
        self._examination = Examination(data, members, code, pinned)
        self._label = self._examination.label()
        self._bindings = self._examination.bindings()
        self._others = self._examination.others()
        self._bound = [binding.interpret(entry) for entry in data.bindings]
        # Only what is written by hegui's profile has a tie to compare.
        tied = any(self._bound)
        self._tie = sm3(signed_bytes(members, code)).hex() if tied else ""
        self._members = members
        self._blind = False  # what the content is cannot be told; nobody need have meddled
        self._terms: list[Terms] = []  # of everything pinned that speaks for a key of this seal

    def judge(self) -> Verification:
        standing = self._standing()
        answer, invalid = self._of_signatures()
        bound = False
        if answer is None:
            answer, invalid = self._of_binding()
            bound = answer is None and bool(self._data.bindings)
        if not (invalid or self._blind) and self._misses_binding(standing, bound=bound):
            self._notice("this provider's seals bind the label to content, and this does not")
            answer, invalid = Answer.NOT_TIED, True
        if answer is None:
            answer = _ANSWERS[standing or Standing.UNKNOWN]
        return self._verification(answer, standing, invalid=invalid, bound=bound)

    def _of_signatures(self) -> tuple[Answer | None, bool]:
        """What the signatures alone decide, and whether it shows that something is wrong."""
        outcomes = {one.checked.outcome for one in self._label}
        if Outcome.FAILED in outcomes:
            if self._code is Code.PRODUCER or self._by_profile():
                return Answer.ALTERED, security.SIGNED_MEMBERS.confidence.may_fail
            self._notice("what a signature in ReservedCode2 covers is not public")
            return Answer.CANNOT_TELL, False
        if Outcome.VERIFIED not in outcomes:
            if not self._label:
                self._notice("no signature over the label is in it")
            return Answer.CANNOT_TELL, False
        outcomes |= {one.checked.outcome for one in (*self._bindings, *self._others)}
        if Outcome.FAILED in outcomes:
            if any(self._bound):
                return Answer.ALTERED, True
            self._notice("the signature over the binding verifies in no form that hegui knows")
            return Answer.CANNOT_TELL, False
        if Outcome.NOT_CHECKED in outcomes:
            return Answer.CANNOT_TELL, False
        return None, False

    def _of_binding(self) -> tuple[Answer | None, bool]:
        """What the binding decides once every signature has verified."""
        if not self._data.bindings:
            self._notice("the seal speaks for the label alone, which may stand on any content")
            return None, False
        signed = {one.entry for one in self._bindings}
        if signed != set(range(len(self._data.bindings))):
            self._notice("no signature covers the binding")
            return Answer.NOT_TIED, False
        for bound in self._bound:
            if bound is None:
                self._notice("how the binding selects and hashes content is not public")
                return Answer.NOT_TIED, False
            if bound.label != self._tie:
                self._notice("the binding was made for another label: the two were put together")
                return Answer.NOT_TIED, True
            if not self._content.digest:
                if self._content.problem is not None:
                    self._examination.notices.append(self._content.problem)
                self._blind = True
                return Answer.CANNOT_TELL, False
            if bound.content != self._content.digest:
                return Answer.OTHER_CONTENT, True
        return None, False

    def _misses_binding(self, standing: Standing | None, *, bound: bool) -> bool:
        """Whether a key's terms ask for a binding and no key that anybody knows has made one.

        Who lifts a label on other content takes the binding off, spoils it, or makes his own.
        """
        required = any(one.bound for one in self._terms)
        return required and not (bound and standing is not Standing.UNKNOWN)

    def _standing(self) -> Standing | None:
        """The worst standing of the keys that verified something."""
        found = [self._standing_of(key) for key in self._keys()]
        return max(found, key=_STANDINGS.index) if found else None

    def _standing_of(self, key: PublicKey) -> Standing:
        pin = self._trust.pin_of(key)
        if pin is not None and same_provider(pin.provider, self._provider):
            self._terms.append(pin)
            return pin.standing(self._now, self._sealed_at())
        standing = self._standing_by_certificate(key)
        if standing is not None:
            return standing
        if pin is not None:
            self._notice(
                "the key is pinned to {other}, and the label names {provider}",
                other=pin.provider,
                provider=self._provider or "?",
            )
        elif self._pins:
            self._notice(
                "{provider} has other keys in the trust file than this one",
                provider=self._provider,
            )
        return Standing.UNKNOWN

    def _standing_by_certificate(self, key: PublicKey) -> Standing | None:
        """What the pinned certificates make of a key that comes in one; None for nothing."""
        known = self._examination.certificates
        moment = self._sealed_at() or self._now
        for one in known:
            if one.public_key != key:
                continue
            for pin, chain in self._trust.vouching(one, known, self._provider, moment):
                if chain.holds:
                    self._terms.append(pin)
                    return pin.standing(self._now, self._sealed_at())
                self._examination.notices += [fault.notice for fault in chain.faults]
                if all(fault.fault in _OF_TIME for fault in chain.faults):
                    self._terms.append(pin)
                    return max(
                        Standing.OUT_OF_TIME,
                        pin.standing(self._now, self._sealed_at()),
                        key=_STANDINGS.index,
                    )
        return None

    def _verification(
        self, answer: Answer, standing: Standing | None, *, invalid: bool, bound: bool
    ) -> Verification:
        verified = [one for one in (*self._label, *self._bindings) if one.key is not None]
        under = {name for one in verified for name in one.members}
        covered = [name for name in self._members if name in under]
        known = standing not in (None, Standing.UNKNOWN)
        everything = (*self._label, *self._bindings, *self._others)
        return Verification(
            self._code,
            answer,
            invalid=invalid,
            bound=bound,
            standing=standing,
            provider=self._terms[0].provider if known else "",
            keys=tuple(key.fingerprint for key in self._keys()),
            sealed_at=self._sealed_at(),
            signatures=tuple(one.checked for one in everything),
            covered=tuple(covered),
            uncovered=tuple(
                name
                for name, value in self._members.items()
                if value and name != self._code.value and name not in under
            ),
            confidence=self._confidence(),
            tolerances=self._data.tolerances + self._examination.notes.all(),
            notices=tuple(self._examination.notices),
        )

    def _keys(self) -> tuple[PublicKey, ...]:
        """The keys that verified something, each once."""
        evidence: list[Evidence] = [*self._label, *self._bindings]
        return tuple(dict.fromkeys(one.key for one in evidence if one.key is not None))

    def _sealed_at(self) -> datetime | None:
        """When the signer says to have sealed: of a binding that is signed and tied, no other."""
        for one in self._bindings:
            bound = self._bound[one.entry] if one.entry is not None else None
            if bound is not None and bound.label == self._tie:
                return bound.time
        return None

    def _by_profile(self) -> bool:
        return any(one.profile == binding.PROFILE for one in self._data.signatures)

    def _confidence(self) -> Confidence:
        by_guide = not self._data.bindings and self._code is Code.PRODUCER
        twice = any(one.id == "seal.hashed-twice" for one in self._examination.notes.all())
        if by_guide and not twice:
            return security.SIGNED_MEMBERS.confidence
        return binding.CONFIDENCE

    def _notice(self, template: str, /, **facts: object) -> None:
        self._examination.notices.append(Notice(template, facts))
