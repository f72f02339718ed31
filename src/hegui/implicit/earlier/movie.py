"""MP4 and QuickTime: without the label's tag, its list, or the user data that came with it.

What the label took from free space goes back to it; where it moved the media, the offsets go
back. A movie that was written anew behind the file gives way to the old one, which is free space
now (``Mp4.plan_in_place``).
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.files.edits import Edit, Edits
from hegui.files.source import Source
from hegui.implicit.container import Container, Reading
from hegui.implicit.formats import quicktime_tags
from hegui.implicit.formats.quicktime_layout import Layout, lay_out
from hegui.implicit.formats.quicktime_moves import settled
from hegui.implicit.formats.quicktime_tags import TagList
from hegui.structures.bmff import Box, Splice, children, top_level

_KEY = quicktime_tags.new_key()


def candidates(container: Container, reading: Reading) -> Iterator[Edits]:
    """What may have been put in is taken out, the largest part first."""
    if len(reading.sites) != 1 or not reading.sites[0].prescribed:
        return
    source = container.source
    layout = lay_out(source)
    target = layout.target
    if target is None or layout.movie is None or layout.faults:
        return
    old = _old_movie(source, layout.movie)
    if old is not None:
        movie = layout.movie
        yield Edit(old.start + 4, 4, b"moov"), Edit(movie.start, movie.size, b"")
    for splices in _parts(source, target):
        yield from _settled(layout, splices)


def _settled(layout: Layout, splices: list[Splice]) -> Iterator[Edits]:
    """With each free box that may have given the room, then with everything moved back."""
    length = -sum(splice.edit.growth for splice in splices)
    for spare in layout.spare:
        box = spare.box
        back = Splice(Edit(box.end, 0, bytes(length)), (*spare.within, box))
        yield settled(layout, [*splices, back])
    yield settled(layout, splices, balance=False)


def _parts(source: Source, target: TagList) -> Iterator[list[Splice]]:
    """The user data, the list of tags in it, or the one tag with its key: whatever holds no more
    than the label."""
    item = quicktime_tags.item_of_label(source, target)
    if item is None or target.items is None or target.keys is None:
        return
    alone = target.keys.number == 1 and list(children(source, target.items, 3)) == [item]
    if alone:
        inside = list(children(source, target.within[-1], 2))
        if inside == [target.box]:
            yield [_gone(target.within[-1], target.within[:-1])]
        yield [_gone(target.box, target.within)]
        return
    keys = target.keys
    within = (*target.inside, target.items)
    if source.read(keys.end - len(_KEY), len(_KEY), keys.box.place) == _KEY:
        key = Edit(keys.end - len(_KEY), len(_KEY), b"")
        count = Edit(keys.box.body + 4, 4, (keys.number - 1).to_bytes(4))
        yield [Splice(count), Splice(key, (*target.inside, keys.box)), _gone(item, within)]
    yield [_gone(item, within)]


def _gone(box: Box, within: tuple[Box, ...]) -> Splice:
    return Splice(Edit(box.start, box.size, b""), within)


def _old_movie(source: Source, movie: Box) -> Box | None:
    """The free box that was the movie, where the movie is the last box."""
    if movie.end != source.size:
        return None
    free = [one for one in top_level(source) if one.type == b"free" and one.end <= movie.start]
    return next((one for one in free if source.peek(one.body + 4, 4) == b"mvhd"), None)
