"""The provider's path: decide the label, write it, read it back.

Sources: GB 45438-2025 clause 6 and Annex E; Labelling Measures art. 5 (the obligation) and
art. 10 (nobody's label is overwritten).
"""

from __future__ import annotations

import os
import re
import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from hegui.aigc import Label, Likelihood, allowed, encode
from hegui.config import load_config
from hegui.errors import ForeignLabel, NoSlot, UsageError
from hegui.files.target import Target
from hegui.identity import check_identity, same_provider
from hegui.implicit.container import Blind, Kind, Reading, Site
from hegui.implicit.embedding import Embedded, embed_in_bytes, embed_in_file, embed_in_sidecar
from hegui.implicit.sidecar import read_sidecar, sidecar_path
from hegui.messages import Notice
from hegui.sealing.keeping import Keeper

if TYPE_CHECKING:  # a label without a seal need not load what only seals use
    from hegui.seal.answers import Verification
    from hegui.seal.signing import Signer
    from hegui.sealing.making import Sealer

# The parties that a damaged label's text names, however its quotes are escaped.
_PARTY = re.compile(r"Content(?:Producer|Propagator)\W{1,20}?[:=][\"'\s\\&;#\w]*?([\w.@-]{2,})")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A file that carries its label now, read back from the new file.

    ``target`` is the path written, None for bytes (then ``data`` holds them). ``site`` is where
    the label stands, ``replaced`` every older label of this producer that it took the place of.
    ``sidecar`` is true where the label stands in an XMP file, ``target``, beside a file that
    cannot hold one, and that file itself is not labelled. ``blind`` are the places that could
    not be looked at before: an older label may still be there. ``seal`` is the answer about the
    seal that was made, verified in the new file; None where none was asked for. ``notices`` are
    what the user should know.
    """

    label: Label
    kind: Kind
    site: Site
    replaced: tuple[Site, ...]
    target: str | None = None
    data: bytes | None = None
    sidecar: bool = False
    blind: tuple[Blind, ...] = ()
    seal: Verification | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Producer:
    """Who labels: the identity written into every label, checked once.

    ``producer`` is a provider code of 27 characters or an overseas provider's name in the
    characters of Annex E j); ``propagator`` the same for the propagation members, where the
    producer propagates under another code than it generates under; empty, the producer is its
    own first propagator (Annex E Note 1). With ``signer`` every label is sealed in ReservedCode1.
    """

    producer: str
    propagator: str = ""
    notices: tuple[Notice, ...] = ()
    signer: Signer | None = None

    @classmethod
    def of(
        cls,
        producer: str | None = None,
        propagator: str | None = None,
        config: str | None = None,
        signer: Signer | None = None,
    ) -> Producer:
        """The identity of the call, else of the environment, else of hegui.toml.

        Producer and propagator come from the same of these: two parties are never mixed.
        Raises UsageError where none is given, InvalidLabel or InvalidCode where it may not
        stand in a label, ConfigError.
        """
        if producer is None:
            found = load_config(config)
            producer, propagator = found.producer, propagator or found.propagator
        if not producer:
            raise UsageError(
                "who labels? give --producer CODE, set HEGUI_PRODUCER, or run hegui init"
            )
        notices = check_identity("ContentProducer", producer)
        if propagator and propagator != producer:
            notices += check_identity("ContentPropagator", propagator)
        return cls(producer, propagator or "", notices, signer)

    def label_file(
        self,
        path: str,
        target: Target,
        *,
        produce_id: str | None = None,
        sidecar: bool = False,
    ) -> Labelled:
        """Labels the file at ``path`` into ``target``; the two may be the same.

        Raises ForeignLabel, InvalidLabel and every FileError; with a signer CannotSeal.
        """
        decision = _Decision(self, produce_id)
        beside = read_sidecar(path)
        for site in beside.sites if beside else ():
            _refuse_foreign(site, self.producer)
        try:
            embedded = embed_in_file(path, target, decision.text, decision.guard)
        except NoSlot:
            if not sidecar:
                raise
            embedded = embed_in_sidecar(path, target, decision.text, decision.guard)
            return self._result(embedded, decision, target.path, sidecar=True)
        return self._result(embedded, decision, target.path)

    def label_bytes(
        self, data: bytes, name: str = "<bytes>", *, produce_id: str | None = None
    ) -> Labelled:
        """Labels content held in memory. Raises as :meth:`label_file` does."""
        decision = _Decision(self, produce_id)
        embedded = embed_in_bytes(data, name, decision.text, decision.guard)
        return self._result(embedded, decision, None)

    def _result(
        self, embedded: Embedded, decision: _Decision, target: str | None, *, sidecar: bool = False
    ) -> Labelled:
        assert embedded.site.parsed is not None
        return Labelled(
            embedded.site.parsed.label,
            embedded.kind,
            embedded.site,
            embedded.before.sites,
            sidecar_path(target) if sidecar and target else target,
            embedded.data,
            sidecar,
            embedded.before.blind,
            decision.guard.made,
            self.notices + decision.guard.notices,
        )


def label(
    file: str | os.PathLike[str] | bytes,
    *,
    producer: str | None = None,
    propagator: str | None = None,
    produce_id: str | None = None,
    output: str | os.PathLike[str] | None = None,
    in_place: bool = False,
    overwrite: bool = False,
    sidecar: bool = False,
    name: str | None = None,
    config: str | None = None,
    seal: bool = False,
    key: str | os.PathLike[str] | Signer | None = None,
) -> Labelled:
    """Writes the implicit label of GB 45438-2025 clause 6 into a file and reads it back.

    ``file`` is a path, which needs ``output`` (a path, or an existing directory) or
    ``in_place``; or bytes, and the labelled bytes come back as ``data``. Without ``producer``
    the identity comes from the environment or hegui.toml. ``produce_id`` is a random UUID
    unless given; an own label's number is kept. ``overwrite`` lets an existing output be
    replaced; ``sidecar`` writes an XMP file beside a file whose format has no slot. ``seal``
    seals the label in ReservedCode1 (TC260-PG-202511A) with ``key``, a key file or a signer, else
    with that of HEGUI_KEY or hegui.toml; a ``key`` says ``seal`` as well.
    Raises UsageError, InvalidLabel, InvalidCode, ConfigError, ForeignLabel (another producer's
    label is never overwritten: Measures art. 10), StaleSeal (a seal would be lost or no longer
    hold), every FileError, and with a seal every SealError. The original is intact after any.
    """
    signer = None
    if seal or key is not None:
        from hegui.sealing.finding import find_signer

        signer = find_signer(key, config)
    who = Producer.of(producer, propagator, config, signer)
    if isinstance(file, bytes):
        if output is not None or in_place or sidecar:
            raise UsageError("bytes are labelled in memory: say no output for them")
        return who.label_bytes(file, name or "<bytes>", produce_id=produce_id)
    path = os.fspath(file)
    if in_place == (output is not None):
        raise UsageError("say either where the result goes or that it replaces the original")
    if output is None:
        target = Target.over(path)
    else:
        target = Target.at(os.fspath(output), path, overwrite=overwrite)
    return who.label_file(path, target, produce_id=produce_id, sidecar=sidecar)


@dataclass(slots=True)
class _Decision:
    """Which label a file gets, given what it says now; ``label`` is set once decided."""

    who: Producer
    produce_id: str | None
    label: Label | None = None
    guard: Keeper | Sealer = field(init=False)

    def __post_init__(self) -> None:
        if self.who.signer is None:
            self.guard = Keeper()
            return
        from hegui.sealing.making import Sealer

        self.guard = Sealer(self.who.signer)

    def text(self, reading: Reading) -> str:
        """The label as bare JSON. Raises ForeignLabel, InvalidLabel.

        Asked again for the same content (a sidecar), it decides the same.
        """
        for site in reading.sites:
            _refuse_foreign(site, self.who.producer)
        if self.label is None:
            self.label = self._label(reading)
        return encode(self.label)

    def _label(self, reading: Reading) -> Label:
        old = _previous(reading)
        number = self.produce_id or (old.produce_id if old else "") or str(uuid.uuid4())
        new = Label(
            Likelihood.IS,
            self.who.producer,
            number,
            content_propagator=self.who.propagator or self.who.producer,
            propagate_id=number,
        )
        theirs = _platforms_elements(reading, self.who.producer)
        if old is None or (old.likelihood, old.content_producer, old.produce_id) != (
            new.likelihood,
            new.content_producer,
            new.produce_id,
        ):
            # What a seal in a reserved code covers has changed, so the seal goes.
            return _propagated_by(new, theirs) if theirs else new
        kept = replace(new, reserved_code_1=old.reserved_code_1)
        if theirs:
            return _propagated_by(kept, theirs)
        ours = self.who.propagator
        if old.content_propagator and ours in ("", old.content_propagator):
            return _propagated_by(kept, old)
        return kept


def _propagated_by(label: Label, other: Label) -> Label:
    """``label`` with the propagation members of ``other``."""
    return replace(
        label,
        content_propagator=other.content_propagator,
        propagate_id=other.propagate_id,
        reserved_code_2=other.reserved_code_2,
    )


def _platforms_elements(reading: Reading, producer: str) -> Label | None:
    """The label whose propagation members a platform wrote; they are not the producer's to lose.

    Raises ForeignLabel where several platforms' stand side by side: one label cannot keep both.
    """
    found = {
        (label.content_propagator, label.propagate_id, label.reserved_code_2): label
        for label in (site.parsed.label for site in reading.sites if site.parsed)
        if label.content_propagator and not same_provider(label.content_propagator, producer)
    }
    if len(found) > 1:
        raise ForeignLabel(
            "holds the propagation elements of {count} platforms in several labels, and one label "
            "cannot keep them all (Labelling Measures art. 10)",
            count=len(found),
        )
    return next(iter(found.values()), None)


def _previous(reading: Reading) -> Label | None:
    """The own label whose content number is kept: the prescribed one, or the one all agree on.

    Copies that contradict each other, and numbers that may not be written, keep nothing.
    """
    labels = [site.parsed.label for site in reading.sites if site.parsed]
    prescribed = [site.parsed.label for site in reading.sites if site.parsed and site.prescribed]
    candidates = prescribed[:1] or labels
    numbers = {one.produce_id for one in candidates}
    if len(numbers) != 1 or not allowed(candidates[0].produce_id):
        return None
    return candidates[0]


def _refuse_foreign(site: Site, producer: str) -> None:
    """Raises ForeignLabel where a site's label is not ``producer``'s own, or cannot be shown
    to be (Labelling Measures art. 10)."""
    if site.parsed is None:
        parties = set(_PARTY.findall(site.text))
        if not parties or not all(same_provider(one, producer) for one in parties):
            raise ForeignLabel(
                "holds a label that cannot be read ({reason}); hegui overwrites no label that "
                "it cannot show to be yours (Labelling Measures art. 10)",
                place=site.place,
                reason=site.problem,
            )
        return
    theirs = site.parsed.label.content_producer
    if not same_provider(theirs, producer):
        raise ForeignLabel(
            "carries the label of {producer}; a platform adds its own elements beside it, nobody "
            "overwrites another's label (Labelling Measures art. 6 and 10)",
            place=site.place,
            producer=theirs or "?",
        )
