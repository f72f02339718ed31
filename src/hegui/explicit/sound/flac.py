"""FLAC: the prompt in frames of its own between the others, none of which is coded anew.

Frames carry numbers, so that every one behind the join gets another, and with it new checksums:
these follow from the old ones, since both are linear. Source: RFC 9639 section 9.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hegui.explicit.sound import flac_blocks
from hegui.explicit.sound.flac_frames import frames
from hegui.explicit.sound.flac_splicing import spliced
from hegui.explicit.sound.hearing import Heard
from hegui.explicit.sound.splicing import Done, write
from hegui.files.edits import Edit, ordered

if TYPE_CHECKING:
    from hegui.explicit.sound.flac_frames import Frame
    from hegui.explicit.sound.flac_splicing import Spliced
    from hegui.explicit.sound.options import AudioOptions
    from hegui.explicit.sound.speech import Speech
    from hegui.files.source import Source


def label(source: Source, sink: str, options: AudioOptions, speech: Speech | None) -> Done | Heard:
    """Writes the labelled file to ``sink``, or says where a label is heard already.

    Raises BrokenFile, CeilingExceeded, Unsupported, NoRoom, CannotWrite.
    """
    blocks = flac_blocks.read(source)
    info = blocks.info
    old = frames(source, blocks.frames)
    splice = spliced(source, info, old, options, speech)
    if isinstance(splice, Heard):
        return splice
    join, index, behind = splice.join, splice.index, splice.behind
    coded = b"".join(one for one, _ in splice.new)
    edits = [Edit(_offset(old, index), _offset(old, behind) - _offset(old, index), coded)]
    for one in old[behind:]:
        edits += one.renumbered(source, one.number + splice.shift)
    edits.append(Edit(info.offset, len(splice.told), splice.told))
    places = [(a, one.offset - old[0].offset) for a, one in zip(splice.starts, old, strict=True)]
    edits += flac_blocks.seek_points(source, blocks, places, _moved(old, splice, edits))
    edits += flac_blocks.cue_sheet(source, blocks, join.at, splice.count)
    write(source, ordered(edits), sink)
    return Done(join, join.at / info.rate, "spliced", join.notices)


def _offset(old: list[Frame], index: int) -> int:
    return old[index].offset if index < len(old) else old[-1].end


def _moved(old: list[Frame], splice: Spliced, edits: list[Edit]) -> list[tuple[int, int, int]]:
    """For every old frame, the first moment, offset and moments of the one that stands for it."""
    grown: dict[int, int] = {}
    for edit in edits:
        grown[edit.offset] = grown.get(edit.offset, 0) + edit.growth
    result = []
    inserted = edits[0].growth
    growth = 0
    base = old[0].offset
    for number, (start, one) in enumerate(zip(splice.starts, old, strict=True)):
        if number < splice.index:
            result.append((start, one.offset - base, one.moments))
        elif number < splice.behind:
            result.append((start, one.offset - base, splice.new[0][1]))
        else:
            result.append(
                (start + splice.count, one.offset - base + inserted + growth, one.moments)
            )
            growth += grown[one.offset] - (inserted if one.offset == edits[0].offset else 0)
    return result
