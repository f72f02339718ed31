"""The explicit label of a sound (GB 45438-2025 clause 5.3): a spoken prompt or the rhythm.

The label is joined in before the sound, behind it or within it; what is around the join stays
as the format allows (docs/explicit-sound.md): lossless formats keep every sample.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from hegui.errors import UnknownFormat, Unsupported
from hegui.explicit.contract import Applied, Modality
from hegui.explicit.sound.formats import format_of
from hegui.explicit.sound.options import AudioOptions, Position, SoundKind
from hegui.explicit.wording import stock, suited
from hegui.extras import needed
from hegui.files.source import open_source
from hegui.messages import Notice

if TYPE_CHECKING:
    from hegui.explicit.contract import Progress
    from hegui.explicit.sound.hearing import Heard
    from hegui.explicit.sound.speech import Speech
    from hegui.explicit.sound.splicing import Done
    from hegui.explicit.wording import Wording
    from hegui.files.source import Source

__all__ = ["CLAUSE", "AudioOptions", "Position", "SoundKind", "label"]

CLAUSE = "5.3"


class _Label(Protocol):
    def __call__(
        self, source: Source, sink: str, options: AudioOptions, speech: Speech | None
    ) -> Done | Heard: ...


def label(
    source: str,
    sink: str,
    wording: Wording | None = None,
    options: AudioOptions | None = None,
    *,
    progress: Progress | None = None,
) -> Applied:
    """Writes the sound at ``source`` with its explicit label to ``sink``.

    Without ``wording`` the stock wording of the options' language is said; the rhythm says
    none. Where a label is heard already, none is added: the file is copied as it is, and a
    notice says so. Raises UnknownFormat, Unsupported, NoRoom, BrokenFile, CeilingExceeded,
    CannotRead, CannotWrite, InvalidWording, UsageError, MissingExtra.
    """
    options = options or AudioOptions()
    wording = suited(wording or stock(options.language), Modality.AUDIO)
    with needed("video"):
        from hegui.explicit.sound import hearing, speech, splicing
    with open_source(source) as opened, needed("video"):
        join_in = _joiner(opened)
        spoken = None
        if options.kind is SoundKind.SPEECH:
            spoken = speech.speech(wording.text)
        if progress:
            progress(0.0)
        done = join_in(opened, sink, options, spoken)
        if isinstance(done, hearing.Heard):
            splicing.write(opened, (), sink)
    if progress:
        progress(1.0)
    if isinstance(done, hearing.Heard):
        return _already(done)
    notices = done.notices
    if spoken:
        notices = (*wording.notices, *notices, *_rate(spoken))
    return Applied(
        Modality.AUDIO,
        spoken.text if spoken else "",
        options.position.value,
        CLAUSE,
        done.method,
        seconds=done.join.seconds,
        notices=notices,
    )


def _joiner(source: Source) -> _Label:
    """What labels a file of its format."""
    kind = format_of(source)
    if kind == "wav":
        from hegui.explicit.sound import wav

        return wav.label
    if kind == "aiff":
        from hegui.explicit.sound import aiff

        return aiff.label
    if kind == "flac":
        from hegui.explicit.sound import flac

        return flac.label
    if kind == "mp3":
        from hegui.explicit.sound import mp3

        return mp3.label
    if kind == "adts":
        from hegui.explicit.sound import aac

        return aac.label
    if kind == "mp4":
        from hegui.explicit.sound import mp4

        return mp4.label
    if kind == "matroska":
        from hegui.explicit.sound import matroska

        return matroska.label
    if kind == "ogg":
        return _ogg_joiner(source)
    raise UnknownFormat("is no sound of a format that hegui labels", path=source.name)


def _ogg_joiner(source: Source) -> _Label:
    from hegui.explicit.sound import ogg_links

    kind = ogg_links.kind_of(source)
    if kind.startswith(b"\x01vorbis"):
        from hegui.explicit.sound import vorbis

        return vorbis.label
    if kind.startswith(b"\x7fFLAC"):
        from hegui.explicit.sound import ogg_flac

        return ogg_flac.label
    if kind.startswith((b"Speex", b"\x80theora")):
        raise Unsupported(
            "the Ogg file holds {codec}; in Ogg hegui labels Opus, Vorbis and FLAC",
            path=source.name,
            codec={b"S": "Speex", b"\x80": "Theora"}[kind[:1]],
        )
    from hegui.explicit.sound import opus

    return opus.label


def _already(heard: Heard) -> Applied:
    from hegui.explicit.sound.speech import recording

    text = recording(heard.language).text if heard.language else ""
    notice = Notice(
        "a label is heard already from second {start:.1f} on; none was added, and the file is "
        "the same",
        {"start": heard.start},
    )
    return Applied(
        Modality.AUDIO,
        text,
        f"{heard.start:.1f} s",
        CLAUSE,
        "lossless",
        seconds=heard.end - heard.start,
        notices=(notice,),
    )


def _rate(spoken: Speech) -> tuple[Notice, ...]:
    from hegui.explicit.sound.speech import characters_a_minute, normal_rate
    from hegui.rules.numbers import SPEECH_RATE

    if normal_rate(spoken):
        return ()
    return (
        Notice(
            "it is spoken at {rate:.0f} characters a minute; Note 4 of clause 5.3 calls {least} "
            "to {most} normal",
            {
                "rate": characters_a_minute(spoken),
                "least": SPEECH_RATE.least,
                "most": SPEECH_RATE.most,
            },
        ),
    )
