"""Markdown files in which labels stand in every way met so far.

Each builder's first line says what is odd about it. Values are made up; shapes are those of
files from the wild.
"""

from __future__ import annotations

from collections.abc import Callable

CODE = "001191110102MAD55U9H0F10002"
BODY = "# A title\n\nOne neutral sentence.\n"

KEYS = (
    "Label",
    "ContentProducer",
    "ProduceID",
    "ReservedCode1",
    "ContentPropagator",
    "PropagateID",
    "ReservedCode2",
)
VALUES = ("1", CODE, "id-1", "", CODE, "id-1", "")
JSON = (
    '{"Label":"1","ContentProducer":"' + CODE + '","ProduceID":"id-1","ReservedCode1":"",'
    '"ContentPropagator":"' + CODE + '","PropagateID":"id-1","ReservedCode2":""}'
)
SECURITY = '{"SecurityData":{"Type":"TC260PG","Version":1,"PubSD":[{"Type":"DS"}]}}'


def mapping(quote: str = '"', indent: int = 2, order: tuple[str, ...] = KEYS) -> str:
    """The lines of the key AIGC as exporters write them."""
    values = dict(zip(KEYS, VALUES, strict=True))
    margin = " " * indent
    return "AIGC:\n" + "".join(f"{margin}{key}: {quote}{values[key]}{quote}\n" for key in order)


def plain() -> bytes:
    """No front matter at all."""
    return BODY.encode()


def bom() -> bytes:
    """A byte order mark, which must stay the first three bytes."""
    return b"\xef\xbb\xbf" + BODY.encode()


def carriage_returns() -> bytes:
    """Lines end with CRLF, front matter included."""
    return f"---\ntitle: a\n---\n\n{BODY}".replace("\n", "\r\n").encode()


def mixed_line_ends() -> bytes:
    """Front matter in CRLF, text in LF."""
    return ("---\r\ntitle: a\r\n---\r\n" + BODY).encode()


def no_final_newline() -> bytes:
    """The file ends with its closing fence, without a line end."""
    return b"---\ntitle: a\n---"


def own_front_matter() -> bytes:
    """Front matter with comments, lists, a literal and a nested mapping, and no label."""
    return (
        "---\n# who wrote it\ntitle: 'It''s: a title'  # quoted\ntags:\n- a\n- b: c\n"
        "text: |\n  AIGC:\n    is a word here\nnested:\n  AIGC: no\n\n# the end\n---\n\n" + BODY
    ).encode()


def empty_front_matter() -> bytes:
    """Two fences with nothing between."""
    return f"---\n---\n{BODY}".encode()


def labelled() -> bytes:
    """A label of its own, as the guide has it."""
    return f"---\n{mapping()}---\n\n{BODY}".encode()


def single_quotes_sorted() -> bytes:
    """Single quotes, keys in alphabetical order."""
    return f"---\n{mapping(quote=chr(39), order=tuple(sorted(KEYS)))}---\n\n{BODY}".encode()


def unquoted_four_spaces() -> bytes:
    """No quotes, indented by four; Label would be a number for a YAML library."""
    return f"---\n{mapping(quote='', indent=4)}---\n\n{BODY}".encode()


def merged_first() -> bytes:
    """The label stands before the file's own keys."""
    return f"---\n{mapping()}title: a\nparent: b\n---\n\n{BODY}".encode()


def merged_last() -> bytes:
    """The label stands after the file's own keys."""
    return f"---\ntitle: a\nparent: b\n{mapping()}---\n\n{BODY}".encode()


def one_line() -> bytes:
    """Compact JSON as a flow mapping on the key's line."""
    return f"---\nAIGC: {JSON}\n---\n\n{BODY}".encode()


def security_data() -> bytes:
    """JSON inside single-quoted YAML, inside which JSON's quotes stand bare."""
    text = mapping(quote="'").replace("ReservedCode1: ''", f"ReservedCode1: '{SECURITY}'")
    return f"---\n{text}---\n\n{BODY}".encode()


def two_front_matters() -> bytes:
    """The label's block comes first, the file's own follows (and is lost on other readers)."""
    return f"---\n{mapping()}---\n---\n\ntitle: a\n---\n\n{BODY}".encode()


def label_in_second_block() -> bytes:
    """The file's own front matter first, the label's block behind it."""
    return f"---\ntitle: a\n---\n---\n{mapping()}---\n\n{BODY}".encode()


def in_the_middle() -> bytes:
    """Two exports joined: the second one's front matter stands in the middle."""
    return f"{BODY}***\n---\nAIGC: {JSON}\n---\n\n{BODY}".encode()


def under_a_heading() -> bytes:
    """Front matter that slid below the title."""
    return f"# A title\n\n---\n{mapping()}---\n\nOne neutral sentence.\n".encode()


def unfenced_at_the_end() -> bytes:
    """The mapping as plain lines at the end of the text."""
    return f"{BODY}\n{mapping()}".encode()


def folded_away() -> bytes:
    """A code block in <details> at the end."""
    return (
        f"{BODY}\n<details>\n<summary>AIGC</summary>\n\n```yaml\n{mapping()}```\n\n</details>\n"
    ).encode()


def twice() -> bytes:
    """Front matter and end of text, with different content numbers."""
    second = mapping().replace("id-1", "id-2")
    return f"---\n{mapping()}---\n\n{BODY}\n{second}".encode()


def key_twice() -> bytes:
    """The key AIGC twice in one front matter."""
    second = mapping().replace("id-1", "id-2")
    return f"---\n{mapping()}title: a\n{second}---\n\n{BODY}".encode()


def cut_off() -> bytes:
    """The file's first lines are missing: the front matter has no opening fence."""
    return f"kind: group\n{mapping()}---\n\n{BODY}".encode()


def never_closed() -> bytes:
    """The front matter has no closing fence."""
    return f"---\ntitle: a\n{mapping()}\n{BODY}".encode()


def prose() -> bytes:
    """A text about labels, with examples in code, and no label."""
    return (
        f"# AIGC: labels\n\nAIGC: a word. See also\n\nAIGC: {{…}}\n\n```yaml\n{mapping()}```\n\n"
        f"~~~\n---\n{mapping()}---\n~~~\n\n    {JSON}\n\nThe key `AIGC:` has `Label`.\n"
    ).encode()


SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain": plain,
    "bom": bom,
    "carriage-returns": carriage_returns,
    "mixed-line-ends": mixed_line_ends,
    "no-final-newline": no_final_newline,
    "own-front-matter": own_front_matter,
    "empty-front-matter": empty_front_matter,
    "labelled": labelled,
    "single-quotes-sorted": single_quotes_sorted,
    "unquoted-four-spaces": unquoted_four_spaces,
    "merged-first": merged_first,
    "merged-last": merged_last,
    "one-line": one_line,
    "security-data": security_data,
    "two-front-matters": two_front_matters,
    "label-in-second-block": label_in_second_block,
    "in-the-middle": in_the_middle,
    "under-a-heading": under_a_heading,
    "unfenced-at-the-end": unfenced_at_the_end,
    "folded-away": folded_away,
    "twice": twice,
    "key-twice": key_twice,
    "cut-off": cut_off,
    "never-closed": never_closed,
    "prose": prose,
}
