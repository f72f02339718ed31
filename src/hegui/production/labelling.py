"""Labelling: the explicit label on the work, the implicit one in its file, both read back.

Sources: GB 45438-2025 clauses 5 and 6; Labelling Measures art. 4 and 5 (the obligations).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from hegui.aigc import Label
from hegui.config import load_config
from hegui.errors import NoSlot, PlainText, UsageError
from hegui.explicit.duty import Because, Request, Waiver, duty
from hegui.files.given import Given, given
from hegui.files.in_memory import as_file
from hegui.files.source import open_source
from hegui.files.target import Target
from hegui.files.writing import private_file, publish
from hegui.identity import check_identity
from hegui.implicit.container import Blind, Kind, Site
from hegui.implicit.embedding import (
    Embedded,
    Guard,
    embed_in_bytes,
    embed_in_file,
    embed_in_sidecar,
    embed_in_work,
)
from hegui.implicit.sidecar import read_sidecar, sidecar_path
from hegui.implicit.table import is_markdown_name
from hegui.messages import Notice, advised
from hegui.production.decision import Decision, refuse_foreign
from hegui.production.regimes import Regimes

if TYPE_CHECKING:  # a label without a seal need not load what only seals use
    from hegui.explicit.contract import Applied, Progress
    from hegui.explicit.style import HouseStyle
    from hegui.marks.c2pa_signing import Credential
    from hegui.marks.manifest import Manifest
    from hegui.production.waived import WaiverLog
    from hegui.seal.answers import Verification
    from hegui.seal.signing import Signer

PLAIN_TEXT = Kind("text", "plain text", (".txt",), ("text/plain",), None, writes=False)
"""What a text is called that has no place for an implicit label."""

_ADVICE = (
    "{reason}; --implicit-only --sidecar writes an XMP file beside it (the file itself stays "
    "unlabelled)"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A file that carries its labels now, read back from the new file.

    ``label`` is the implicit label and ``site`` where it stands: both are None for plain text,
    which has no place for one. ``explicit`` is the explicit label, None where only the implicit
    one was asked for. ``target`` is the path written, None for bytes (then ``data`` holds them).
    ``replaced`` are the older labels of this producer that the new one took the place of: not one
    that stands in its slot still, as it was.
    ``sidecar`` is true where the label stands in an XMP file, ``target``, beside a file that
    cannot hold one, and that file itself is not labelled. ``blind`` are the places that could
    not be looked at before: an older label may still be there. ``seal`` is the answer about the
    seal that was made, verified in the new file, ``manifest`` the C2PA manifest that was written
    behind everything else; None where none was asked for. ``notices`` are what the user should
    know.
    """

    label: Label | None
    kind: Kind
    site: Site | None
    replaced: tuple[Site, ...] = ()
    target: str | None = None
    data: bytes | None = None
    sidecar: bool = False
    blind: tuple[Blind, ...] = ()
    seal: Verification | None = None
    explicit: Applied | None = None
    manifest: Manifest | None = None
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Producer:
    """Who labels, and how: the identity written into every label, checked once.

    ``producer`` is a provider code of 27 characters or an overseas provider's name in the
    characters of Annex E j); ``propagator`` the same for the propagation members, where the
    producer propagates under another code than it generates under; empty, the producer is its
    own first propagator (Annex E Note 1). With ``signer`` every label is sealed in ReservedCode1.
    ``style`` is how explicit labels look and sound; None writes implicit labels only, for the
    reason that ``request`` gives, in a service of class ``service`` (hegui.toml's service.class).
    ``regimes`` are other regimes' marks that go beside the labels. ``waiver`` is what has to be
    recorded in ``log`` of every work before it is handed out; both None where nothing has.
    """

    producer: str
    propagator: str = ""
    notices: tuple[Notice, ...] = ()
    signer: Signer | None = None
    style: HouseStyle | None = None
    request: Request = field(default_factory=Request)
    service: str | None = None
    regimes: Regimes = field(default_factory=Regimes)
    waiver: Waiver | None = None
    log: WaiverLog | None = None

    @classmethod
    def of(
        cls,
        producer: str | None = None,
        propagator: str | None = None,
        config: str | None = None,
        signer: Signer | None = None,
        style: HouseStyle | None = None,
        request: Request | None = None,
        regimes: Regimes | None = None,
        log: WaiverLog | None = None,
    ) -> Producer:
        """The identity of the call, else of the environment, else of hegui.toml.

        Producer and propagator come from the same of these: two parties are never mixed.
        Raises UsageError where none is given, and for a request that the class of service does
        not allow; InvalidLabel or InvalidCode where it may not stand in a label, ConfigError.
        """
        found = load_config(config)
        if producer is None:
            producer, propagator = found.producer, propagator or found.propagator
        if not producer:
            raise UsageError(
                "who labels? give --producer CODE, set HEGUI_PRODUCER, or run hegui init"
            )
        notices = check_identity("ContentProducer", producer)
        if propagator and propagator != producer:
            notices += check_identity("ContentPropagator", propagator)
        request = request or Request(implicit_only=style is None)
        owed = duty(found.service_class, request, ledger=log is not None)
        notices += owed.notices
        return cls(
            producer,
            propagator or "",
            notices,
            signer,
            style,
            request,
            found.service_class,
            regimes or Regimes(),
            owed.waiver,
            log,
        )

    def label_file(
        self,
        path: str,
        target: Target,
        *,
        produce_id: str | None = None,
        fresh_id: str | None = None,
        sidecar: bool = False,
        progress: Progress | None = None,
    ) -> Labelled:
        """Labels the file at ``path`` into ``target``; the two may be the same.

        ``produce_id`` is the content number in any case, ``fresh_id`` that of a file which has
        no label of this producer yet; without either such a file gets a random one.
        Raises ForeignLabel, InvalidLabel and every FileError; with a signer CannotSeal; with a
        style InvalidWording and MissingExtra; with a C2PA manifest InvalidCredential, without one
        for a file that has one BreaksManifest.
        """
        decision = self._decision(path, produce_id, fresh_id)
        beside = read_sidecar(path)
        for site in beside.sites if beside else ():
            refuse_foreign(site, self.producer)
        try:
            return self._label_work(path, target, decision, progress)
        except NoSlot as error:
            if not self.regimes.none:
                raise
            if isinstance(error, PlainText) and self.style and not self.signer:
                return self._label_text(path, target, decision, error, sidecar=sidecar)
            if self.style is not None or not sidecar:
                raise advised(error, _ADVICE) from error
            return self._label_beside(path, target, decision)

    def label_bytes(
        self, data: bytes, name: str = "<bytes>", *, produce_id: str | None = None
    ) -> Labelled:
        """Labels content held in memory. Raises as :meth:`label_file` does."""
        if self.style is None and self.regimes.credential is None:
            decision = self._decision(data, produce_id)
            settings, watch = self.regimes.settings, self.regimes.watch
            guard = self._guard(decision, name)
            embedded = embed_in_bytes(data, name, decision.text, guard, settings, watch)
            return self._result(embedded, decision, None, watch.notices)
        with as_file(data, name) as (path, target):
            result = self.label_file(path, target, produce_id=produce_id)
            with open(target.path, "rb") as file:
                return replace(result, target=None, data=file.read())

    def _decision(
        self, work: str | bytes, produce_id: str | None, fresh_id: str | None = None
    ) -> Decision:
        permit = partial(self._permit, work)
        return Decision(self.producer, self.propagator, self.signer, produce_id, permit, fresh_id)

    def _guard(self, decision: Decision, path: str) -> Guard:
        """Who has a say in the label: its seal, and the log of works without explicit label."""
        if self.waiver is None or self.log is None:
            return decision.guard
        from hegui.production.waived import WaiverGuard  # few works are handed out so

        later = self.regimes.credential is not None
        return WaiverGuard(decision.guard, self.log, self.waiver, self.producer, path, later)

    def _permit(self, work: str | bytes, kind: Kind) -> None:
        """Raises UsageError where no notice in an interface stands for the label of this kind."""
        if self.request.because is Because.INTERFACE:
            from hegui.explicit.table import owed_by  # few need the table

            duty(self.service, self.request, modality=owed_by(kind.id, work))

    def _label_work(
        self, path: str, target: Target, decision: Decision, progress: Progress | None
    ) -> Labelled:
        """Both labels, the explicit one first, and behind them the manifest that is asked for."""
        style, settings, watch = self.style, self.regimes.settings, self.regimes.watch
        applied: list[Applied] = []
        guard = self._guard(decision, path)

        def make(kind: Kind, source: str, made: str) -> None:
            from hegui.explicit import table as explicit  # only explicit labels need it

            assert style is not None
            found = explicit.label(
                kind.id, source, made, style, progress, title=kind.title, again=decision.again
            )
            applied.append(found)

        def embed(target: Target) -> Embedded:
            if style is None:
                return embed_in_file(path, target, decision.text, guard, settings, watch)
            return embed_in_work(path, target, decision.text, make, guard, settings, watch)

        manifest = None
        if self.regimes.credential is None:
            embedded = embed(target)
        else:
            from hegui.signing import Signature, signed_file

            path = target.path if target.in_place else path
            signature = Signature(
                self.regimes.credential,
                self.regimes.term,
                shown=style is not None,
                settings=settings,
            )
            embedded, manifest = signed_file(path, target, embed, signature)
        result = self._result(embedded, decision, target.path, watch.notices)
        if manifest is not None:
            result = replace(result, manifest=manifest)
        if not applied:
            return result
        return replace(result, explicit=applied[0], notices=result.notices + applied[0].notices)

    def _label_text(
        self, path: str, target: Target, decision: Decision, why: PlainText, *, sidecar: bool
    ) -> Labelled:
        """A text that has no place for an implicit label: the explicit one is all there can be."""
        from hegui.explicit import table as explicit

        assert self.style is not None
        with open_source(path) as source, private_file(target) as made:
            applied = explicit.label(PLAIN_TEXT.id, path, made, self.style)
            publish(made, target, original=path, stands_for=source)
        notices = self.notices + applied.notices
        if sidecar:
            beside = self._label_beside(target.path, Target.over(target.path), decision)
            return replace(beside, explicit=applied, notices=beside.notices + applied.notices)
        if is_markdown_name(path):  # it has one in UTF-8
            notices += (Notice(why.template, why.facts),)
        return Labelled(None, PLAIN_TEXT, None, (), target.path, explicit=applied, notices=notices)

    def _label_beside(self, path: str, target: Target, decision: Decision) -> Labelled:
        embedded = embed_in_sidecar(path, target, decision.text, self._guard(decision, path))
        result = self._result(embedded, decision, sidecar_path(target.path))
        return replace(result, sidecar=True)

    def _result(
        self,
        embedded: Embedded,
        decision: Decision,
        target: str | None,
        notices: tuple[Notice, ...] = (),
    ) -> Labelled:
        assert embedded.site.parsed is not None
        return Labelled(
            embedded.site.parsed.label,
            embedded.kind,
            embedded.site,
            tuple(one for one in embedded.before.sites if not _is_kept(one, embedded.site)),
            target,
            embedded.data,
            blind=embedded.before.blind,
            seal=decision.guard.made,
            notices=self.notices + decision.guard.notices + notices,
        )


def _is_kept(old: Site, new: Site) -> bool:
    return old.prescribed and (old.slot, old.text) == (new.slot, new.text)


def label(
    file: Given,
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
    implicit_only: bool = False,
    because: str | None = None,
    recipient: str | None = None,
    agreement: str | None = None,
    style: HouseStyle | None = None,
    source_type: str | None = None,
    c2pa: bool = False,
    credential: Credential | None = None,
    allow_break_c2pa: bool = False,
    ledger: WaiverLog | None = None,
) -> Labelled:
    """Puts both labels of GB 45438-2025 on a file, explicit and implicit, and reads them back.

    ``file`` is a path, which needs ``output`` (a path, or an existing directory) or
    ``in_place``; or bytes, and the labelled bytes come back as ``data``. Without ``producer``
    the identity comes from the environment or hegui.toml. ``produce_id`` is a random UUID
    unless given; an own label's number is kept. ``overwrite`` lets an existing output be
    replaced; ``sidecar`` writes an XMP file beside a file whose format has no slot. ``seal``
    seals the label in ReservedCode1 (TC260-PG-202511A) with ``key``, a key file or a signer, else
    with that of HEGUI_KEY or hegui.toml; a ``key`` says ``seal`` as well. ``style`` is how the
    explicit label looks and sounds, else that of hegui.toml; ``implicit_only`` writes none,
    ``because`` it is "present" already, "not-required" of this service, shown in the "interface",
    or "waived" (Measures art. 9), which needs ``recipient`` and ``agreement`` and the
    ``ledger`` (hegui.open_ledger) in which that is recorded before the file is there.
    ``source_type`` is a term of IPTC's Digital Source Type ("trainedAlgorithmicMedia"), written
    into the same XMP packet where the label's slot is XMP (pictures). ``c2pa`` signs a C2PA
    manifest behind everything else, with ``credential`` (which says ``c2pa`` as well) or that of
    [c2pa] in hegui.toml; a manifest that the file has already becomes its ingredient's. Without,
    a file that has one is refused (BreaksManifest) unless ``allow_break_c2pa``.
    Raises UsageError, InvalidLabel, InvalidCode, ConfigError, ForeignLabel (another producer's
    label is never overwritten: Measures art. 10), StaleSeal (a seal would be lost or no longer
    hold), InvalidWording, InvalidCredential, MissingExtra, every FileError, and with a seal every
    SealError. The original is intact after any.
    """
    file = given(file)
    signer = None
    if seal or key is not None:
        from hegui.sealing.finding import find_signer  # only a seal needs it

        signer = find_signer(key, config)
    if implicit_only and style is not None:
        raise UsageError("a style is that of an explicit label: say one or the other")
    if style is None and not implicit_only:
        from hegui.explicit.house_style import style_of

        style = style_of(config)
    request = Request(implicit_only, _reason(because), recipient, agreement)
    regimes = Regimes.of(
        source_type, c2pa=c2pa, credential=credential, allow_break=allow_break_c2pa, config=config
    )
    who = Producer.of(producer, propagator, config, signer, style, request, regimes, ledger)
    if isinstance(file, bytes):
        if output is not None or in_place or sidecar:
            raise UsageError("bytes are labelled in memory: say no output for them")
        return who.label_bytes(file, name or "<bytes>", produce_id=produce_id)
    goal = None if output is None else os.fspath(output)
    target = Target.chosen(goal, file, in_place=in_place, overwrite=overwrite)
    return who.label_file(file, target, produce_id=produce_id, sidecar=sidecar)


def _reason(because: str | None) -> Because | None:
    try:
        return Because(because) if because is not None else None
    except ValueError:
        raise UsageError(
            "{key} is {value!r}; it must be one of {choices}",
            key="because",
            value=because,
            choices=", ".join(Because),
        ) from None
