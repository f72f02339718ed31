"""Carrying a seal: the guard of an embedding that puts an original's label on a converted copy.

A seal that binds the label to the original's content is a lie on any other content. Only who made
it may make it anew.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from hegui.aigc import ParsedLabel
from hegui.errors import StaleSeal, UsageError
from hegui.messages import Notice
from hegui.seal.answers import Answer
from hegui.seal.contents import Code
from hegui.sealing.content import seals_of
from hegui.sealing.labels import parsed_of
from hegui.sealing.making import Sealer
from hegui.sealing.signs import may_hold_seal

if TYPE_CHECKING:
    from hegui.files.in_place import InPlace
    from hegui.implicit.container import Container, Reading, Site
    from hegui.seal.answers import Verification
    from hegui.seal.signing import Signer
    from hegui.seal.trust import Trust

Opened = Callable[[], "AbstractContextManager[Container]"]
"""Opens the original whose label is carried."""

_UNSURE = (Answer.CANNOT_TELL, Answer.NOT_TIED)


class Carrier:
    """Hands a sealed label on where its seals hold for the copy, or makes them anew.

    ``signer`` is who may seal the copy, None where nobody does; ``trust`` says whose its key is.
    """

    def __init__(self, signer: Signer | None, trust: Trust | None, original: Opened) -> None:
        self._signer = signer
        self._trust = trust
        self._original = original
        self._sealer: Sealer | None = None
        self._notices: list[Notice] = []

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the user should know of the seals on the copy."""
        return (*self._notices, *(self._sealer.notices if self._sealer else ()))

    @property
    def made(self) -> Verification | None:
        """The seal that was made anew, verified on the copy."""
        return self._sealer.made if self._sealer else None

    def settle(self, text: str, before: Reading, container: Container | None) -> str:
        """The label for the copy. Raises StaleSeal, UsageError, CannotSeal, FileErrors."""
        if not may_hold_seal(text):
            if self._signer is not None:
                raise UsageError("a key was given, but the label to carry has no seal to renew")
            return text
        parsed = parsed_of(text)
        stale = []
        for found in seals_of(parsed, container, None).both:
            if found.answer is Answer.OTHER_CONTENT:
                stale.append(found.code)
            elif found.invalid:
                self._notice("the seal in {code} does not hold: {answer}", found)
            elif found.answer in _UNSURE:
                self._notice("whether the seal in {code} holds for the copy is unknown", found)
        if not stale:
            return text
        if self._signer is None:
            raise StaleSeal(
                "the seal in {code} binds the label to the original's content, and this copy has "
                "another; only who made it can seal the copy (--key FILE)",
                code=stale[0].value,
            )
        self._check_maker(parsed, stale[0], self._signer)
        self._sealer = Sealer(self._signer, stale[0])
        return self._sealer.settle(text, before, container)

    def confirm(self, site: Site, new: Container, change: InPlace | None) -> None:
        """A seal that was made anew, verified on the copy. Raises ReadBackFailed."""
        if self._sealer is not None:
            self._sealer.confirm(site, new, change)

    def _check_maker(self, parsed: ParsedLabel, code: Code, signer: Signer) -> None:
        """Raises StaleSeal unless the signer sealed the original, for which the seal holds."""
        with self._original() as original:
            seals = seals_of(parsed, original, self._trust)
        found = seals.producer if code is Code.PRODUCER else seals.propagator
        if not found.bound or found.invalid:
            raise StaleSeal(
                "the seal in {code} does not hold for the original either ({answer})",
                code=code.value,
                answer=found,
            )
        if found.keys == (signer.public_key.fingerprint,):
            return
        from hegui.seal.trust import same_provider

        label = parsed.label
        owner = label.content_producer if code is Code.PRODUCER else label.content_propagator
        pin = self._trust.pin_of(signer.public_key) if self._trust else None
        ours = found.answer is Answer.TRUSTED and pin is not None
        if not ours or pin is None or not same_provider(pin.provider, owner):
            raise StaleSeal(
                "the key is not the one that sealed the original, and no trust file says that "
                "both are keys of {provider}",
                provider=owner,
            )

    def _notice(self, template: str, found: Verification) -> None:
        self._notices.append(Notice(template, {"code": found.code.value, "answer": found}))
