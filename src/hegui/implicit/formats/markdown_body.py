"""Labels in a Markdown file anywhere but in its front matter.

Exports that were joined, edited or pasted leave labels in later ``---`` blocks, in plain lines,
or folded away in ``<details>``. Code blocks (CommonMark 0.31, 4.5) outside ``<details>`` show
examples: what they hold is no label of the file. Nor is prose: a mapping counts only where it
names at least three of the seven members.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hegui.aigc import KEYS, ParsedLabel, Unreadable
from hegui.aigc.spelling import members_named
from hegui.aigc.yaml_form import read_entry
from hegui.aigc.yaml_syntax import flow_end
from hegui.errors import CeilingExceeded
from hegui.files.source import Source

_FEWEST_MEMBERS = 3
_MOST_LABELS = 1000
_MOST_ROUNDS = 16
_LONGEST = 1024 * 1024
_LONGEST_FLOW = 64 * 1024
_MOST_FLOW_LINES = 32

_MOST_MARKS = 200_000

_NAME = re.compile(rb"AIGC", re.IGNORECASE)
_MARK = re.compile(rb"`{3,}|~{3,}|</?details\b", re.IGNORECASE)
_KEY = re.compile(rb"( {0,3})(['\"]?)AIGC\2[ \t]*+:(?=[ \t\r\n]|\Z)[ \t]*+", re.IGNORECASE)
_MARGIN = re.compile(rb"(?:\A|\n)( {0,3})['\"]?\Z")
_REST_BLANK = re.compile(rb"(?:#[^\n]*+)?\r?(?:\n|\Z)")
_RULE = re.compile(rb"(?:---|\.\.\.)[ \t]*+(?:\r?\n|\Z)")
_SUMMARY = re.compile(rb"<summary\b.*?</summary\s*>", re.IGNORECASE | re.DOTALL)
_DETAILS_TAG = re.compile(rb"\s*<details\b[^>]*>", re.IGNORECASE)
_DETAILS_END = re.compile(rb"\s*</details\s*>[ \t]*+(?:\r?\n|\Z)", re.IGNORECASE)
_LONGEST_SUMMARY = 4096


@dataclass(frozen=True, slots=True)
class Range:
    """Bytes ``start`` to ``end`` of the file."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A fenced code block: its lines with fences, its content, whether <details> folds it."""

    whole: Range
    content: Range
    folded: bool


@dataclass(frozen=True, slots=True)
class BodyLabel:
    """A label in the body: its slot, its own lines, and the lines that go when it goes."""

    slot: str
    lines: Range
    removal: Range
    text: str
    found: ParsedLabel | Unreadable


def labels_in(data: bytes, start: int, source: Source) -> tuple[BodyLabel, ...]:
    """Every label behind byte ``start``. Raises CeilingExceeded."""
    keys = _keys(data, start, source)
    if not keys:
        return ()
    found: list[BodyLabel] = []
    end = start
    blocks = iter(_code_blocks(data, start, keys[-1], source))
    block = next(blocks, None)
    for key in keys:
        if key < end:
            continue
        while block is not None and block.whole.end <= key:
            block = next(blocks, None)
        inside = block if block is not None and block.whole.start <= key else None
        label = _label_at(data, key, start, inside)
        if label is not None:
            found.append(label)
            end = label.removal.end
    return tuple(found)


def removals(
    data: bytes, start: int, source: Source, labels: tuple[BodyLabel, ...]
) -> tuple[Range, ...]:
    """What goes when ``labels`` go, and when those go that this puts together.

    Raises CeilingExceeded where labels come about again and again.
    """
    gone: list[Range] = []
    for _ in range(_MOST_ROUNDS):
        if not labels:
            return tuple(gone)
        for new in [_before_removals(gone, label.removal) for label in labels]:
            gone = [old for old in gone if old.end <= new.start or old.start >= new.end]
            gone = sorted([*gone, new], key=lambda each: each.start)
        labels = labels_in(without(data, gone), start, source)
    raise CeilingExceeded(
        "more than {ceiling} structures ({what})",
        path=source.name,
        place=f"byte {gone[0].start}",
        ceiling=_MOST_ROUNDS,
        what="labels",
    )


def without(data: bytes, gone: Sequence[Range]) -> bytes:
    """``data`` without the ranges, which are in order and do not overlap."""
    parts: list[bytes] = []
    at = 0
    for each in gone:
        parts.append(data[at : each.start])
        at = each.end
    return b"".join([*parts, data[at:]])


def _before_removals(gone: list[Range], left: Range) -> Range:
    """Where a range of what is left stood, with all that has gone from within it."""
    start, end = left.start, left.end
    for each in gone:
        length = each.end - each.start
        if each.start <= start:
            start += length
        if each.start < end:
            end += length
    return Range(start, end)


def _keys(data: bytes, start: int, source: Source) -> list[int]:
    """Where the lines begin that begin with the key AIGC."""
    keys: list[int] = []
    for name in _marks(_NAME, data, start, source):
        margin = _margin(data, name.start())
        if margin is not None and margin >= start and _KEY.match(data, margin):
            keys.append(margin)
    if len(keys) > _MOST_LABELS:
        raise CeilingExceeded(
            "more than {ceiling} keys AIGC in one file", path=source.name, ceiling=_MOST_LABELS
        )
    return keys


def _code_blocks(data: bytes, start: int, last: int, source: Source) -> list[CodeBlock]:
    """The fenced code blocks that begin before ``last``."""
    found: list[CodeBlock] = []
    folds = 0
    opened: _OpenFence | None = None
    for mark in _marks(_MARK, data, start, source):
        if opened is not None:
            if opened.closed_by(data, mark):
                found.append(opened.block(data, mark.start(), _next_line(data, mark.end())))
                opened = None
        elif mark.start() > last:
            break
        elif mark[0][:1] == b"<":
            folds = max(0, folds - 1) if mark[0][1:2] == b"/" else folds + 1
        else:
            opened = _opening(data, mark, folds > 0)
    if opened is not None:
        found.append(opened.block(data, len(data), len(data)))
    return found


def _marks(
    pattern: re.Pattern[bytes], data: bytes, start: int, source: Source
) -> Iterator[re.Match[bytes]]:
    for count, mark in enumerate(pattern.finditer(data, start)):
        if count == _MOST_MARKS:
            raise CeilingExceeded(
                "more than {ceiling} structures ({what})",
                path=source.name,
                place=f"byte {mark.start()}",
                ceiling=_MOST_MARKS,
                what="marks in Markdown",
            )
        yield mark


@dataclass(frozen=True, slots=True)
class _OpenFence:
    """A code fence that has been opened: where its line starts and ends, and its own length."""

    start: int
    content: int
    mark: bytes
    folded: bool

    def closed_by(self, data: bytes, token: re.Match[bytes]) -> bool:
        """Whether a later run of marks closes it (CommonMark 4.5)."""
        if token[0][:1] != self.mark[:1] or len(token[0]) < len(self.mark):
            return False
        end = _next_line(data, token.end())
        return _margin(data, token.start()) is not None and not data[token.end() : end].strip()

    def block(self, data: bytes, close: int, end: int) -> CodeBlock:
        """The block, given where its closing line starts and ends."""
        margin = _margin(data, close) if close < len(data) else None
        close = close if margin is None else margin
        return CodeBlock(Range(self.start, end), Range(self.content, close), self.folded)


def _opening(data: bytes, token: re.Match[bytes], folded: bool) -> _OpenFence | None:
    margin = _margin(data, token.start())
    if margin is None:
        return None
    end = _next_line(data, token.end())
    if token[0][:1] == b"`" and data.find(b"`", token.end(), end) >= 0:
        return None  # code within a line
    return _OpenFence(margin, end, token[0], folded)


def _margin(data: bytes, at: int) -> int | None:
    """Where the line of ``at`` starts, if at most three spaces (and a quote) come before."""
    before = _MARGIN.search(data[max(0, at - 5) : at])
    if before is None or (before.start() == 0 and at > 5 and data[at - 5 : at - 4] != b"\n"):
        return None
    return at - (len(before[0]) - (1 if before[0].startswith(b"\n") else 0))


def _next_line(data: bytes, at: int) -> int:
    end = data.find(b"\n", at)
    return end + 1 if end >= 0 else len(data)


def _label_at(data: bytes, key: int, start: int, inside: CodeBlock | None) -> BodyLabel | None:
    if inside is not None and not inside.folded:
        return None
    limit = inside.content.end if inside else len(data)
    lines = _lines_of(data, key, limit)
    if lines is None or lines.end - lines.start > _LONGEST:
        return None
    text = data[lines.start : lines.end].decode("utf-8")
    found = read_entry(text)
    if not _claims(found, text):
        return None
    if inside is not None:
        return BodyLabel("markdown.details", lines, _fold(data, lines, inside), text, found)
    block = _block_around(data, lines, start)
    slot = "markdown.text" if block is None else "markdown.block"
    removal = lines if block is None or not _stands_alone(data, block, start) else block
    return BodyLabel(slot, lines, removal, text, found)


def _claims(found: ParsedLabel | Unreadable, text: str) -> bool:
    if isinstance(found, ParsedLabel):
        return members_named([name for name, _ in found.members]) >= _FEWEST_MEMBERS
    return sum(key in text for key in KEYS) >= _FEWEST_MEMBERS


def _lines_of(data: bytes, key: int, limit: int) -> Range | None:
    """The lines of the key AIGC that begins at ``key``."""
    head = _KEY.match(data, key)
    if head is None:
        return None
    at = head.end()
    if data[at : at + 1] == b"{":
        return _flow_lines(data, key, at, limit)
    if not _REST_BLANK.match(data, at):
        return None
    end = at = min(_next_line(data, at), limit)
    for line in _lines(data, at, limit):
        text = data[line.start : line.end].rstrip()
        if not text or len(text) - len(text.lstrip(b" ")) <= len(head[1]):
            break
        end = line.end
    return Range(key, end) if end > at else None


def _flow_lines(data: bytes, key: int, at: int, limit: int) -> Range | None:
    end = _next_line(data, at)
    for count, line in enumerate(_lines(data, end, min(limit, at + _LONGEST_FLOW))):
        if count == _MOST_FLOW_LINES or not data[line.start : line.end].strip():
            break
        end = line.end
    end = min(end, limit, at + _LONGEST)
    text = data[at:end].decode("utf-8", "ignore")
    closing = flow_end(text, 0)
    if closing < 0:
        # A label that breaks off is still reported, as far as its own line goes.
        return Range(key, min(_next_line(data, at), limit))
    behind = at + len(text[:closing].encode("utf-8"))
    return Range(key, min(_next_line(data, behind), limit))


def _lines(data: bytes, at: int, limit: int) -> Iterator[Range]:
    while at < limit:
        end = min(_next_line(data, at), limit)
        yield Range(at, end)
        at = end


def _block_around(data: bytes, lines: Range, start: int) -> Range | None:
    """The ``---`` block that holds nothing but these lines."""
    opening = _line_before(data, lines.start, start)
    closing = _RULE.match(data, lines.end)
    if opening is None or closing is None or not _RULE.match(data, opening.start):
        return None
    return Range(opening.start, closing.end())


def _line_before(data: bytes, at: int, start: int) -> Range | None:
    if at <= start:
        return None
    return Range(max(start, data.rfind(b"\n", start, at - 1) + 1), at)


def _stands_alone(data: bytes, block: Range, start: int) -> bool:
    """Whether taking the fences out leaves what is above as it is.

    A fence right under a line of text is that text's underline as well (CommonMark 4.3).
    """
    before = _line_before(data, block.start, start)
    if before is None:
        return True
    line = data[before.start : before.end].strip()
    return not line or not line.strip(b"-*_. ")


def _fold(data: bytes, lines: Range, block: CodeBlock) -> Range:
    """What goes with a label in <details>: its code block, and the fold, if they hold no more."""
    own = data[block.content.start : lines.start] + data[lines.end : block.content.end]
    if own.strip():
        return lines
    above = data[max(0, block.whole.start - _LONGEST_SUMMARY) : block.whole.start]
    tag = above.lower().rfind(b"<details")
    below = _DETAILS_END.match(data, block.whole.end)
    if tag < 0 or below is None:
        return block.whole
    opening = _DETAILS_TAG.match(above, tag)
    if opening is None or _SUMMARY.sub(b"", above[opening.end() :]).strip():
        return block.whole
    begin = block.whole.start - len(above) + tag
    if data[max(0, begin - 1) : begin] not in (b"", b"\n"):
        return block.whole
    return Range(begin, below.end())
