"""The label on a video (GB 45438-2025 5.4): encoded anew where it stands, copied elsewhere."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable

from hegui.errors import CannotWrite, Unsupported
from hegui.explicit.contract import Applied, Modality, Progress
from hegui.explicit.video_coding import encode_parts
from hegui.explicit.video_families import family_of
from hegui.explicit.video_mark import Geometry, Mark, make_mark
from hegui.explicit.video_mp4 import Movie, read_movie
from hegui.explicit.video_mp4_splice import splice, with_config
from hegui.explicit.video_open import container_of, geometry_of
from hegui.explicit.video_options import VideoOptions
from hegui.explicit.video_plan import Plan, make_plan
from hegui.explicit.video_samples import Unjoinable
from hegui.explicit.video_verify import verify
from hegui.explicit.wording import Wording, suited
from hegui.files.source import Ceilings, open_source, printable
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
    ("joined"), the whole video otherwise ("re-encoded", the reason in the notices). Before it
    returns, the new file's frames were compared with the original's across each join.
    Raises InvalidWording, Unsupported, UnknownFormat, BrokenFile, CannotWrite, ReadBackFailed.
    """
    options = options or VideoOptions()
    text = suited(wording, Modality.VIDEO).text
    report = progress or (lambda _: None)
    with open_source(source, ceilings=_CEILINGS) as opened:
        container_of(source)
        geometry = geometry_of(source)
        mark = make_mark(text, geometry, options)
        try:
            movie = read_movie(opened)
            plan = _spliced(movie, sink, mark, geometry, options, report)
        except Unjoinable as reason:
            raise Unsupported(
                "no label can be drawn: {cause}", path=opened.name, cause=reason.notice
            ) from reason
    return _applied(wording, options, mark, plan)


def _spliced(
    movie: Movie,
    sink: str,
    mark: Mark,
    geometry: Geometry,
    options: VideoOptions,
    report: Callable[[float], None],
) -> Plan:
    """MP4 and QuickTime: the new frames in the old ones' places."""
    samples, name = movie.samples, movie.source.name
    family = family_of(samples)
    plan = make_plan(samples, family, options)
    folder = os.path.dirname(os.path.abspath(sink))
    try:
        with tempfile.TemporaryFile(dir=folder) as spool, open(sink, "wb") as target:
            encoded = encode_parts(
                samples,
                plan,
                family,
                mark,
                (options.preset, options.crf),
                geometry.aspect,
                spool.fileno(),
                name,
                _share(report, 0.0, _ENCODING),
            )
            config = family.joined(encoded.extradata, whole=plan.whole)
            splice(
                movie,
                encoded.fresh,
                with_config(movie, config),
                spool.fileno(),
                target.fileno(),
                _share(report, _ENCODING, _WRITING),
            )
    except OSError as error:
        raise CannotWrite(
            "cannot be written: {cause}", path=printable(sink), cause=error.strerror or str(error)
        ) from error
    with open_source(sink, ceilings=_CEILINGS) as written:
        new = read_movie(written)
        names = (name, written.name)
        verify(samples, new.samples, plan, names, _share(report, _WRITING, 1.0))
    return plan


def _share(report: Callable[[float], None], start: float, end: float) -> Callable[[float], None]:
    """One step's own progress as a part of the whole."""
    return lambda done: report(start + (end - start) * done)


def _applied(wording: Wording, options: VideoOptions, mark: Mark, plan: Plan) -> Applied:
    return Applied(
        Modality.VIDEO,
        wording.text,
        options.place.value,
        CLAUSE,
        "re-encoded" if plan.whole else "joined",
        height=round(mark.height, 2),
        seconds=round(plan.seconds, 3),
        notices=(*wording.notices, *plan.notices),
    )
