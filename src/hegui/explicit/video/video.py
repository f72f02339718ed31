"""The label on a video (GB 45438-2025 5.4): encoded anew where it stands, copied elsewhere."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import IO

from av import VideoFrame

from hegui.errors import BrokenFile, CannotWrite, NoRoom, ReadBackFailed, Unsupported
from hegui.explicit.contract import Applied, Modality, Progress
from hegui.explicit.splicing import write_spliced
from hegui.explicit.video.coding import encode_parts
from hegui.explicit.video.demux import read_demuxed
from hegui.explicit.video.families import family_of
from hegui.explicit.video.kept import kept_of, put_back
from hegui.explicit.video.mark import Geometry, Mark, make_mark
from hegui.explicit.video.mp4 import read_movie
from hegui.explicit.video.mp4_splice import Fresh, splice, with_config
from hegui.explicit.video.open import container_of, first_frame, undrawable
from hegui.explicit.video.options import VideoOptions
from hegui.explicit.video.plan import Family, Plan, make_plan
from hegui.explicit.video.reencode import reencode
from hegui.explicit.video.remux import NewPackets, losses, muxer_of, remux
from hegui.explicit.video.samples import Samples, Unjoinable
from hegui.explicit.video.standing import stands_already
from hegui.explicit.video.verify import verify
from hegui.explicit.wording import Wording, suited
from hegui.files.source import Ceilings, Source, open_source, printable
from hegui.messages import Notice
from hegui.rules.numbers import VIDEO_TEXT_HEIGHT

CLAUSE = VIDEO_TEXT_HEIGHT.place.split()[0]
_CEILINGS = Ceilings(total=1 << 62, allocation=256 * 1024**2, count=20_000_000)
# How much of the whole work each step is, for the progress.
_ENCODING, _WRITING = 0.8, 0.9


def label(
    source: str,
    sink: str,
    wording: Wording,
    options: VideoOptions | None = None,
    *,
    progress: Progress | None = None,
) -> Applied:
    """Writes the video at ``source`` with the label on its opening frames to ``sink``.

    Only the groups of pictures that bear the label are encoded anew where that is safe
    ("joined"), the whole video otherwise ("re-encoded", the reason in the notices). A video
    that shows this very label there already is copied as it is ("lossless"). Before it
    returns, the new file's frames were compared with the original's across each join.
    Raises InvalidWording, Unsupported, UnknownFormat, NoRoom, BrokenFile, CannotWrite,
    ReadBackFailed.
    """
    options = options or VideoOptions()
    text = suited(wording, Modality.VIDEO).text
    with open_source(source, ceilings=_CEILINGS) as opened:
        other = undrawable(source)
        if other:
            raise NoRoom(
                "hegui draws no label on {title} films: convert it to MP4 or Matroska and label "
                "that; or say --implicit-only --because present where its frames show a label "
                "already, --because waived where the user asked for it without (Labelling "
                "Measures art. 9)",
                path=opened.name,
                title=other,
            )
        container = container_of(source)
        frame, geometry = first_frame(source)
        job = _Job(
            opened,
            source,
            sink,
            muxer_of(source, container),
            make_mark(text, geometry, options, opened.name),
            frame,
            geometry,
            options,
            progress or (lambda _: None),
        )
        if stands_already(source, job.mark, frame, options):
            write_spliced(opened, (), sink)
            job.report(1.0)
            return _as_it_was(job, wording)
        ways = (_spliced, _joined, _reencoded) if container == "mov" else (_joined, _reencoded)
        done = _by_first_way(job, ways)
    return Applied(
        Modality.VIDEO,
        wording.text,
        options.place.value,
        CLAUSE,
        done.method,
        height=round(job.mark.height, 2),
        seconds=round(done.seconds, 3),
        notices=(*wording.notices, *done.notices),
    )


def _as_it_was(job: _Job, wording: Wording) -> Applied:
    return Applied(
        Modality.VIDEO,
        wording.text,
        job.options.place.value,
        CLAUSE,
        "lossless",
        height=round(job.mark.height, 2),
        seconds=job.options.seconds,
        notices=(
            *wording.notices,
            Notice("the label stands on the opening frames already; the video is as it was"),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Job:
    """One video to be labelled: where from, where to, and all that is known of it."""

    opened: Source
    source: str
    sink: str
    muxer: str
    mark: Mark
    frame: VideoFrame
    geometry: Geometry
    options: VideoOptions
    report: Callable[[float], None]

    @property
    def encoding(self) -> tuple[str, int | None]:
        return self.options.preset, self.options.crf


@dataclass(frozen=True, slots=True)
class _Done:
    method: str
    seconds: float
    notices: tuple[Notice, ...]


def _by_first_way(job: _Job, ways: Sequence[Callable[[_Job], _Done]]) -> _Done:
    """The first way that is safe; the reason against the one tried first goes with the result.

    A way that is given up has encoded a second or two of the video at most, or found out
    before it did.
    """
    reasons: list[Notice] = []
    for way in ways:
        try:
            done = way(job)
        except Unjoinable as reason:
            reasons.append(reason.notice)
            continue
        except ReadBackFailed as failed:
            if way is ways[-1]:
                raise
            reasons.append(Notice(failed.template, failed.facts))
            continue
        except OSError as error:
            raise CannotWrite(
                "cannot be written: {cause}",
                path=printable(job.sink),
                cause=error.strerror or str(error),
            ) from error
        return replace(done, notices=(*_because(done, reasons), *done.notices))
    raise Unsupported("no label can be drawn: {cause}", path=job.opened.name, cause=reasons[-1])


def _because(done: _Done, reasons: Sequence[Notice]) -> tuple[Notice, ...]:
    if not reasons:
        return ()
    if done.method == "joined":
        return (Notice("the container was written anew: {cause}", {"cause": reasons[0]}),)
    return (Notice("the whole video was encoded anew: {cause}", {"cause": reasons[-1]}),)


def _spliced(job: _Job) -> _Done:
    """MP4 and QuickTime: the new frames in the old ones' places."""
    movie = read_movie(job.opened)
    samples, family = movie.samples, family_of(movie.samples)
    plan = make_plan(samples, family, job.options)
    with _spool(job) as spool, open(job.sink, "wb") as target:
        fresh = _encoded(job, samples, plan, family, spool.fileno())
        entry = with_config(movie, family.joined(whole=plan.whole))
        share = _share(job.report, _ENCODING, _WRITING)
        splice(movie, fresh, entry, spool.fileno(), target.fileno(), share)
    with (
        _reading_back(job),
        open_source(job.sink, ceilings=_CEILINGS, called=job.opened.name) as written,
    ):
        new = read_movie(written).samples
        _verified(job, samples, new, plan)
    return _as_planned(plan)


def _joined(job: _Job) -> _Done:
    """Any container: every packet that is not encoded anew is copied by the muxer."""
    samples = read_demuxed(job.source, job.opened.name)
    family = family_of(samples)
    plan = make_plan(samples, family, job.options)
    kept = kept_of(job.opened, job.muxer)
    with _spool(job) as spool:
        fresh = _encoded(job, samples, plan, family, spool.fileno())
        new = NewPackets(samples, fresh, spool.fileno())
        config = family.joined(whole=plan.whole)
        share = _share(job.report, _ENCODING, _WRITING)
        remux(job.source, job.sink, job.muxer, config, new, kept.room, share)
    with _reading_back(job):
        said = put_back(kept, job.sink, job.opened.name, _CEILINGS)
        _verified(job, samples, read_demuxed(job.sink, job.opened.name), plan)
        said += losses(job.source, job.sink)
    done = _as_planned(plan)
    return replace(done, notices=(*done.notices, *said))


def _reencoded(job: _Job) -> _Done:
    """Every frame encoded anew."""
    kept = kept_of(job.opened, job.muxer)
    result = reencode(
        job.source,
        job.sink,
        job.muxer,
        job.mark,
        job.frame,
        job.geometry,
        job.options,
        kept.room,
        _share(job.report, 0.0, _WRITING),
    )
    with _reading_back(job):
        said = put_back(kept, job.sink, job.opened.name, _CEILINGS, encoded=result.track)
        first_frame(job.sink)
        said += losses(job.source, job.sink)
    job.report(1.0)
    return _Done("re-encoded", result.seconds, (*result.notices, *said))


@contextmanager
def _reading_back(job: _Job) -> Iterator[None]:
    """What is wrong with the new file is told of the one that the caller knows."""
    try:
        yield
    except (BrokenFile, Unsupported) as error:
        raise ReadBackFailed(
            "the new video does not read back: {cause}",
            path=job.opened.name,
            cause=Notice(error.template, error.facts),
        ) from error


def _spool(job: _Job) -> IO[bytes]:
    """A file without a name beside the new one, gone when it is closed."""
    return tempfile.TemporaryFile(dir=os.path.dirname(os.path.abspath(job.sink)))


def _encoded(
    job: _Job, samples: Samples, plan: Plan, family: Family, spool: int
) -> tuple[Fresh, ...]:
    share = _share(job.report, 0.0, _ENCODING)
    aspect, name = job.geometry.aspect, job.opened.name
    return encode_parts(samples, plan, family, job.mark, job.encoding, aspect, spool, name, share)


def _verified(job: _Job, old: Samples, new: Samples, plan: Plan) -> None:
    names = (job.opened.name, job.opened.name)
    verify(old, new, plan, names, _share(job.report, _WRITING, 1.0))


def _as_planned(plan: Plan) -> _Done:
    return _Done("re-encoded" if plan.whole else "joined", plan.seconds, plan.notices)


def _share(report: Callable[[float], None], start: float, end: float) -> Callable[[float], None]:
    """One step's own progress as a part of the whole."""
    return lambda done: report(start + (end - start) * done)
