"""``propagate``: one upload checked, judged, and handed on with the platform's elements.

Sources: Labelling Measures art. 6; GB 45438-2025 Annex E.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegui.checking import Checker
from hegui.config import load_config
from hegui.errors import NoSlot, NoVerdict, UsageError
from hegui.explicit.house_style import style_of
from hegui.files.given import Given, given
from hegui.files.target import Target
from hegui.identity import check_identity
from hegui.messages import Notice, advised
from hegui.propagation import resigning
from hegui.propagation.deciding import Decision
from hegui.propagation.noticing import ContentNotice
from hegui.propagation.result import Elements, Propagated
from hegui.propagation.writing import Writer, Written, copied
from hegui.sealing.finding import find_signer
from hegui.signing import credential_of
from hegui.verdict import Judgement, Verdict

if TYPE_CHECKING:  # a label without a seal need not load what only seals use
    from hegui.explicit.style import HouseStyle
    from hegui.marks.c2pa_signing import Credential
    from hegui.seal.signing import Signer

_ADVICE = (
    "{reason}; convert the content into a format that holds a label, or show the notice beside it "
    "without the platform's elements"
)


@dataclass(frozen=True, slots=True)
class Platform:
    """Who propagates, and how: made once for many files.

    ``propagator`` stands as ContentPropagator: a provider code or an overseas name. ``signer``
    seals in ReservedCode2; ``credential`` signs a new C2PA manifest where a file carries one;
    without it ``allow_break`` lets the old manifest's hash be broken. With ``style`` the public
    notice is put on the content itself.
    """

    propagator: str
    checker: Checker
    signer: Signer | None = None
    credential: Credential | None = None
    allow_break: bool = False
    notices: tuple[Notice, ...] = ()
    style: HouseStyle | None = None

    @classmethod
    def of(
        cls,
        propagator: str | None = None,
        *,
        declared: bool = False,
        trust: Iterable[str | os.PathLike[str]] = (),
        policy: Mapping[str, str] | None = None,
        config: str | None = None,
        signer: Signer | None = None,
        credential: Credential | None = None,
        allow_break_c2pa: bool = False,
        explicit: bool = False,
        style: HouseStyle | None = None,
    ) -> Platform:
        """From the call, else from the environment and hegui.toml.

        Raises UsageError where nobody propagates, InvalidLabel, InvalidCode, InvalidCredential,
        ConfigError.
        """
        found = load_config(config)
        name = propagator or found.propagator
        if not name:
            raise UsageError(
                "who propagates? give --propagator CODE, set HEGUI_PROPAGATOR, or run hegui init"
            )
        return cls(
            name,
            Checker.of(
                declared=declared, trust=trust, policy=policy, config=config, explicit=explicit
            ),
            signer,
            credential or credential_of(found.c2pa, found.path),
            allow_break_c2pa,
            check_identity("ContentPropagator", name),
            style,
        )

    def propagate_file(
        self,
        path: str,
        target: Target,
        *,
        propagate_id: str | None = None,
        fresh_id: str | None = None,
    ) -> Propagated:
        """Hands the file at ``path`` on to ``target``; the two may be the same.

        ``propagate_id`` is the content number in any case, ``fresh_id`` that of a file which
        this platform has not numbered yet; without either such a file gets a random one.
        Raises NoVerdict, ForeignLabel (labels that cannot be kept), BreaksManifest, and every
        FileError; the original is as it was then, and no target exists that did not before.
        """
        judgement = self.checker.check_file(path)
        if not _marks(judgement):
            copied(path, target)
            return self._unmarked(judgement, target.path, None)
        decision = Decision(self.propagator, propagate_id, judgement, fresh_id)
        manifest = self._manifest(judgement)
        writer = self._writer(judgement, manifest)
        try:
            written = writer.into_file(path, target, decision.text)
        except NoSlot as error:
            raise advised(error, _ADVICE) from error
        return self._result(decision, writer.notice, written, manifest, target.path)

    def propagate_bytes(
        self, data: bytes, name: str = "<bytes>", *, propagate_id: str | None = None
    ) -> Propagated:
        """The same for content in memory. Raises as :meth:`propagate_file` does."""
        judgement = self.checker.check_bytes(data, name)
        if not _marks(judgement):
            return self._unmarked(judgement, None, data)
        decision = Decision(self.propagator, propagate_id, judgement)
        manifest = self._manifest(judgement)
        writer = self._writer(judgement, manifest)
        try:
            written = writer.into_bytes(data, name, decision.text)
        except NoSlot as error:
            raise advised(error, _ADVICE) from error
        return self._result(decision, writer.notice, written, manifest, None)

    def _manifest(self, judgement: Judgement) -> str:
        """What becomes of the file's C2PA manifest. Raises BreaksManifest."""
        return resigning.fate(
            judgement.gathered,
            signs=self.credential is not None,
            allowed=self.allow_break,
        )

    def _writer(self, judgement: Judgement, manifest: str) -> Writer:
        return Writer(
            self.signer,
            self.credential if manifest == resigning.SIGNED else None,
            ContentNotice(judgement, self.style) if self.style is not None else None,
        )

    def _unmarked(self, judgement: Judgement, target: str | None, data: bytes | None) -> Propagated:
        reading = judgement.gathered.reading
        kind = reading.kind if reading else None
        return Propagated(
            judgement, kind, None, None, None, target=target, data=data, notices=self.notices
        )

    def _result(
        self,
        decision: Decision,
        notice: ContentNotice | None,
        written: Written,
        manifest: str,
        target: str | None,
    ) -> Propagated:
        embedded = written.embedded
        assert embedded.site.parsed is not None
        broken = (
            (Notice("the C2PA manifest's hash no longer matches, as you allowed"),)
            if manifest == resigning.BROKEN
            else ()
        )
        said = notice.notices if notice else ()
        return Propagated(
            decision.judgement,
            embedded.kind,
            embedded.site.parsed,
            embedded.site,
            Elements.of(embedded.site.parsed.label),
            embedded.before.sites,
            decision.earlier,
            manifest,
            target,
            written.data,
            written.seal,
            (*self.notices, *decision.notices, *said, *broken),
            notice.applied if notice else None,
        )


def _marks(judgement: Judgement) -> bool:
    """Whether elements are added: in the cases (1) to (3) of art. 6. Raises NoVerdict."""
    gathered = judgement.gathered
    if judgement.verdict is Verdict.UNDETERMINED:
        if gathered.error is not None:
            raise gathered.error
        first = gathered.unexamined[0] if gathered.unexamined else None
        raise NoVerdict(
            "no verdict could be reached, so nothing is written: {reason}",
            path=gathered.name,
            place=first.place if first else None,
            reason=Notice(first.template, first.facts) if first else judgement.row.en,
        )
    return bool(judgement.label)


def propagate(
    file: Given,
    *,
    propagator: str | None = None,
    propagate_id: str | None = None,
    declared: bool = False,
    output: str | os.PathLike[str] | None = None,
    in_place: bool = False,
    overwrite: bool = False,
    name: str | None = None,
    trust: Iterable[str | os.PathLike[str]] = (),
    policy: Mapping[str, str] | None = None,
    config: str | None = None,
    key: str | os.PathLike[str] | Signer | None = None,
    credential: Credential | None = None,
    allow_break_c2pa: bool = False,
    explicit: bool = False,
    notice: bool = False,
    style: HouseStyle | None = None,
) -> Propagated:
    """Checks an upload and hands it on with the platform's elements (Measures art. 6 para 2).

    ``file`` is a path, which needs ``output`` (a path, or an existing directory) or
    ``in_place``; or bytes, and the new bytes come back as ``data``. A producer's label keeps its
    Label, its members and its seal value by value; where there is none, Label follows the
    verdict. Another platform's elements are replaced and come back as ``earlier``. Content
    without any sign goes on as it is. ``propagate_id`` is a random UUID unless given; ``key``
    seals in ReservedCode2; ``credential`` (or [c2pa] in hegui.toml) signs a new C2PA manifest
    where the file carries one, and without it ``allow_break_c2pa`` lets its hash be broken.
    ``explicit`` is that of :func:`hegui.check`. ``notice`` puts the public notice on the content
    itself, in ``style`` (which says ``notice`` as well) or that of hegui.toml, where it covers no
    explicit label; NoRoom where it cannot stand or nobody could look, StaleSeal where it would
    break the producer's seal.
    Raises UsageError, ConfigError, InvalidLabel, InvalidCode, InvalidCredential, NoVerdict,
    ForeignLabel, BreaksManifest, InvalidWording, MissingExtra, every FileError, and with a key
    every SealError. The original is intact after any.
    """
    file = given(file)
    platform = Platform.of(
        propagator,
        declared=declared,
        trust=trust,
        policy=policy,
        config=config,
        signer=find_signer(key, config) if key is not None else None,
        credential=credential,
        allow_break_c2pa=allow_break_c2pa,
        explicit=explicit,
        style=style or (style_of(config) if notice else None),
    )
    if isinstance(file, bytes):
        if output is not None or in_place:
            raise UsageError("bytes are labelled in memory: say no output for them")
        return platform.propagate_bytes(file, name or "<bytes>", propagate_id=propagate_id)
    goal = None if output is None else os.fspath(output)
    target = Target.chosen(goal, file, in_place=in_place, overwrite=overwrite)
    return platform.propagate_file(file, target, propagate_id=propagate_id)
