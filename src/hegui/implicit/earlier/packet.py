"""XMP packets without the description that a label was spliced in with.

Padding that the label took is not known any more: writers fill it with blanks, most with a line
feed at the end of each line of them, so both are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_OWN = re.compile(
    rb'<([\w.-]*:?)Description [\w.:-]*about="[^"]*" '
    rb'xmlns:TC260="http://www\.tc260\.org\.cn/ns/AIGC/1\.0/">'
    rb"<TC260:AIGC>[^<]*</TC260:AIGC></\1Description>"
)
_END = re.compile(rb"<\?xpacket\s+end\s*=")
_BLANKS = b" \t\r\n"


def candidates(packet: bytes) -> Iterator[bytes]:
    """The packet as it may have been; none where the label was not put in by hegui."""
    found = list(_OWN.finditer(packet))
    if len(found) != 1:
        return
    start, end = found[0].span()
    without = packet[:start] + packet[end:]
    closing = _END.search(without)
    if closing is not None:
        at = closing.start()
        for padding in _paddings(without[:at], end - start):
            yield without[:at] + padding + without[at:]
    yield without


def _paddings(before: bytes, length: int) -> Iterator[bytes]:
    """What may have stood between ``before``, with the padding that is left, and the end."""
    left = before[len(before.rstrip(_BLANKS)) :]
    lines = left.split(b"\n")
    if len(lines) >= 3:  # whole lines of one length are left: they went on so
        line = lines[-2] + b"\n"
        rest = line[len(lines[-1]) :] if lines[-1] == line[: len(lines[-1])] else line
        yield (rest + line * (length // len(line) + 1))[:length]
    yield b" " * length
    yield (b" " * (length - 1)) + b"\n"
