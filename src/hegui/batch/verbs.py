"""The four verbs on one file, and what a row says of each result."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from hegui.aigc import Label
from hegui.batch.jobs import Job, Options, Verb
from hegui.batch.rows import Row
from hegui.errors import UsageError
from hegui.files.source import Source
from hegui.files.target import Target
from hegui.messages import Notice

if TYPE_CHECKING:  # each verb loads what it works with, and no more
    from hegui.conformance.auditing import Audit
    from hegui.implicit.container import Site
    from hegui.seal.signing import Signer
    from hegui.verdict import Judgement


class Task(Protocol):
    """One verb with its options, made once for many files. Every method raises HeguiErrors."""

    decodes: bool
    """Whether content is decoded, which needs the file on this machine."""
    notices: tuple[Notice, ...]
    """What holds for every file and should be known before the first."""

    def write(self, path: str, target: Target, number: str) -> Row:
        """A new file of the one at ``path``; ``number`` is for one that has no number yet."""

    def look(self, path: str) -> Row:
        """What is said of the file at ``path`` and its sidecar."""

    def look_at(self, source: Source) -> Row:
        """What is said of an open file without a sidecar."""


def task_of(job: Job) -> Task:
    """The verb of a job. Raises UsageError, ConfigError, InvalidLabel, InvalidCode, SealError."""
    made: Task
    match job.verb:
        case Verb.LABEL:
            made = Labelling(job.options)
        case Verb.PROPAGATE:
            made = Propagating(job.options)
        case Verb.CHECK:
            made = Checking(job.options)
        case Verb.AUDIT:
            made = Auditing(job.options)
    return made


class _Writing:
    """What the verbs that write have alike."""

    def look(self, path: str) -> Row:
        raise AssertionError("this verb writes")

    def look_at(self, source: Source) -> Row:
        raise AssertionError("this verb writes")


class Labelling(_Writing):
    """``label``: the provider's labels."""

    decodes = False

    def __init__(self, options: Options) -> None:
        from hegui.explicit.duty import Because, Request
        from hegui.production import Producer
        from hegui.production.regimes import Regimes

        because = Because(options.because) if options.because else None
        request = Request(options.implicit_only, because, options.recipient, options.agreement)
        style = None
        if not options.implicit_only:
            from hegui.explicit.house_style import style_of

            style = style_of(
                options.config,
                text=options.text,
                language=options.wording,
                corner=options.corner,
                moment=options.moment,
                sound=options.sound,
                pages=options.pages,
                height=options.height,
                font=options.font,
            )
        self._sidecar = options.sidecar
        self._producer = Producer.of(
            options.producer,
            options.propagator,
            options.config,
            signer_of(options),
            style,
            request,
            Regimes.of(
                options.iptc,
                c2pa=options.c2pa,
                allow_break=options.allow_break_c2pa,
                config=options.config,
            ),
        )
        self.notices = self._producer.notices

    def write(self, path: str, target: Target, number: str) -> Row:
        result = self._producer.label_file(path, target, fresh_id=number, sidecar=self._sidecar)
        outcome = "sidecar" if result.sidecar else "labelled"
        numbers = {} if result.label is None else numbers_of(result.label)
        return Row("", outcome, format=result.kind.id, **numbers)


class Propagating(_Writing):
    """``propagate``: the platform's elements."""

    decodes = False

    def __init__(self, options: Options) -> None:
        from hegui.explicit.house_style import style_of
        from hegui.propagation import Platform

        self._platform = Platform.of(
            options.propagator,
            declared=options.declared,
            trust=options.trust,
            config=options.config,
            signer=signer_of(options),
            allow_break_c2pa=options.allow_break_c2pa,
            explicit=options.explicit,
            style=style_of(options.config) if options.notice else None,
        )
        self.notices = self._platform.notices

    def write(self, path: str, target: Target, number: str) -> Row:
        result = self._platform.propagate_file(path, target, fresh_id=number)
        outcome = "unchanged" if result.parsed is None else "propagated"
        row = judged(Row("", outcome), result.judgement)
        return row if result.parsed is None else labelled(row, result.parsed.label)


class _Looking:
    """What the verbs that write nothing have alike."""

    notices: tuple[Notice, ...] = ()

    def write(self, path: str, target: Target, number: str) -> Row:
        raise AssertionError("this verb writes nothing")


class Checking(_Looking):
    """``check``: the platform's verdict."""

    def __init__(self, options: Options) -> None:
        from hegui.checking import Checker

        self._checker = Checker.of(
            declared=options.declared,
            trust=options.trust,
            config=options.config,
            detect=options.detect,
            explicit=options.explicit,
        )
        self.decodes = options.explicit or options.detect

    def look(self, path: str) -> Row:
        return judged(Row("", "checked"), self._checker.check_file(path))

    def look_at(self, source: Source) -> Row:
        return judged(Row("", "checked"), self._checker.check_source(source))


class Auditing(_Looking):
    """``audit``: conformance, clause by clause."""

    def __init__(self, options: Options) -> None:
        from hegui.conformance.auditing import auditor

        if len(options.trust) > 1:
            raise UsageError("an audit verifies seals by one trust file")
        self._auditor = auditor(
            on=_day(options.on),
            role=options.role,
            explicit=options.explicit,
            trust=options.trust[0] if options.trust else None,
        )
        self.decodes = options.explicit

    def look(self, path: str) -> Row:
        return audited(self._auditor.audit_file(path))

    def look_at(self, source: Source) -> Row:
        return audited(self._auditor.audit_source(source))


def labelled(row: Row, label: Label) -> Row:
    """A row with the numbers of the label that is in the file now."""
    return row._replace(**numbers_of(label))


def numbers_of(label: Label) -> dict[str, Any]:
    """What a row says of a label."""
    return {
        "label": str(label.likelihood.value) if label.likelihood else "",
        "producer": label.content_producer,
        "produce_id": label.produce_id,
        "propagator": label.content_propagator,
        "propagate_id": label.propagate_id,
    }


def judged(row: Row, judgement: Judgement) -> Row:
    """A row with a verdict and the signs that it rests on."""
    gathered = judgement.gathered
    reading = gathered.reading
    row = row._replace(
        format=reading.kind.id if reading else "",
        verdict=judgement.verdict.value,
        signs=tuple(dict.fromkeys(one.sign for one in judgement.evidence)),
        unseen=len(gathered.unexamined),
    )
    found = _first_label(reading.sites if reading else ())
    return row if found is None else labelled(row, found)


def audited(audit: Audit) -> Row:
    """A row with the checks of an audit that fail and that warn."""
    from hegui.conformance.check import Outcome

    subject = audit.subject
    ids = {
        wanted: tuple(
            dict.fromkeys(one.check.id for one in audit.findings if one.outcome is wanted)
        )
        for wanted in (Outcome.FAIL, Outcome.WARN)
    }
    row = Row(
        "",
        "audited",
        format=subject.kind.id if subject.kind else "",
        failed=ids[Outcome.FAIL],
        warned=ids[Outcome.WARN],
        unseen=int(audit.unread),
    )
    found = _first_label(subject.sites)
    return row if found is None else labelled(row, found)


def signer_of(options: Options) -> Signer | None:
    """The signer that the options ask for: nobody is there to be asked for a passphrase.

    Raises UsageError where no key is named, and what reading a key file raises.
    """
    if not options.seal and options.key is None:
        return None
    from hegui.seal import keys
    from hegui.sealing.finding import find_key

    path = find_key(options.key, options.config)
    secret = None
    if not options.unencrypted and not keys.names_pin(path):
        secret = keys.find_passphrase(options.passphrase_file)
    return keys.load_key(path, secret, unencrypted=options.unencrypted)


def _first_label(sites: Iterable[Site]) -> Label | None:
    """The label that speaks for a file: the prescribed one, else the first that can be read."""
    found = [site for site in sites if site.parsed]
    found.sort(key=lambda site: not site.prescribed)
    return found[0].parsed.label if found and found[0].parsed else None


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise UsageError("{text} is no day; days are written YYYY-MM-DD", text=text) from None
