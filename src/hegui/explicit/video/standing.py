"""Whether a video shows the very label already that would be drawn on it.

A second run of ``hegui label`` must not draw and encode once more what the first one did. No note
beside the video says so, since a note can lie or outlive a cut: the frames themselves are
compared with the drawing, as pictures are. A video without the label costs its first frame.
"""

from __future__ import annotations

import av

from hegui.errors import BrokenFile, Unsupported
from hegui.explicit.pictures.legibility import shows
from hegui.explicit.video.mark import Mark, Painter
from hegui.explicit.video.open import opened, video_stream
from hegui.explicit.video.options import VideoOptions
from hegui.files.source import printable

_ROUNDING = 1e-6


def stands_already(path: str, mark: Mark, first: av.VideoFrame, options: VideoOptions) -> bool:
    """Whether every frame that ``options`` ask for shows ``mark``; ``first`` is the first one.

    False where that cannot be told: drawing says why.
    """
    try:
        painter = Painter(mark, first)
        if not shows(painter.seen(first), mark.grey_alpha, mark.parts):
            return False
        return _all_show(path, painter, mark, options)
    except (BrokenFile, Unsupported, av.error.FFmpegError):
        return False


def _all_show(path: str, painter: Painter, mark: Mark, options: VideoOptions) -> bool:
    start, end, last_without = None, 0.0, -1.0
    with opened(path) as container:
        stream = video_stream(container, printable(path))
        stream.thread_type = "AUTO"
        frame_time = float(1 / (stream.average_rate or stream.guessed_rate or 25))
        for frame in container.decode(stream):
            if frame.time is None:
                return False
            start = frame.time if start is None else start
            time = frame.time - start
            wanted = options.continuous or time < options.seconds - _ROUNDING
            if not wanted and not options.closing:
                return True
            end = time + frame_time
            if not shows(painter.seen(frame), mark.grey_alpha, mark.parts):
                if wanted:
                    return False
                last_without = time
    # The closing seconds begin with a frame, the last one that comes before them.
    return not options.closing or last_without < end - options.seconds
