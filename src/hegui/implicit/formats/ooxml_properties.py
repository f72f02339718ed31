"""The part with custom properties: its label found, set, taken out.

Source: TC260-PG-20258A 6.1 (the property's name, its fmtid, vt:lpwstr with bare JSON); ISO/IEC
29500-1 22.3 (custom properties: pid from 2 on, each once) and 22.4 (variant types).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from hegui.files.edits import Edit
from hegui.structures.opc import STRICT, TRANSITIONAL
from hegui.structures.zip.markup import Element, Part

NAME = "AIGC"
FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_PID = 2  # 0 and 1 are reserved
_LAST_PID = 0x7FFFFFFF

_NEW = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
    b'<Properties xmlns="%b" xmlns:vt="%bdocPropsVTypes">%b</Properties>'
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A property called AIGC, its text, and whether it is exactly as the guide has it."""

    element: Element
    text: str
    exact: bool


def labelled(part: Part) -> Iterator[Labelled]:
    """Every property called AIGC, in any letters."""
    for element in part.root.named("property"):
        if element.get("name").lower() != NAME.lower():
            continue
        value = element.children[0] if element.children else element
        exact = [each.local for each in element.children] == ["lpwstr"] and not value.children
        exact = exact and element.get("name") == NAME and element.get("fmtid").upper() == FMTID
        yield Labelled(element, value.text, exact)


def setting(part: Part, text: str) -> list[Edit]:
    """The edits after which the part has one property called AIGC, which says ``text``."""
    found = list(labelled(part))
    kept = next((each for each in found if each.exact), found[0] if found else None)
    edits = [part.replace(each.element, b"") for each in found if each is not kept]
    if kept is None:
        edits.append(part.append(part.root, _property(part, text, _free_pid(part, None))))
    elif kept.exact:
        value = kept.element.children[0]
        edits.append(_setting_value(part, value, text))
    else:
        pid = _free_pid(part, kept.element)
        edits.append(part.replace(kept.element, _property(part, text, pid)))
    return edits


def removing(part: Part) -> list[Edit]:
    """The edits after which the part has no property called AIGC."""
    return [part.replace(each.element, b"") for each in labelled(part)]


def new_part(text: str, *, strict: bool) -> bytes:
    """A part that holds nothing but the label."""
    space = STRICT if strict else TRANSITIONAL
    # The strict namespaces are spelt without the hyphen.
    own = space + ("customProperties" if strict else "custom-properties")
    element = _element(b"", b"vt:", b"", _FIRST_PID, escape(text, quote=False).encode())
    return _NEW % (own.encode(), space.encode(), element)


def _setting_value(part: Part, value: Element, text: str) -> Edit:
    written = part.written(text)
    if value.close < 0:
        return part.append(value, written)
    start = part.tag_end(value)
    return Edit(start, value.close - start, written)


def _property(part: Part, text: str, pid: int) -> bytes:
    root = part.root
    space = (STRICT if root.space.startswith(STRICT) else TRANSITIONAL) + "docPropsVTypes"
    prefix = next((each for each, uri in part.prefixes.items() if uri == space and each), "")
    declared = b"" if prefix else b' xmlns:vt="' + space.encode() + b'"'
    own = root.prefix.encode() + b":" if root.prefix else b""
    variant = (prefix or "vt").encode() + b":"
    return _element(own, variant, declared, pid, part.written(text))


def _element(own: bytes, variant: bytes, declared: bytes, pid: int, text: bytes) -> bytes:
    return b'<%bproperty fmtid="%b" pid="%d" name="%b"><%blpwstr%b>%b</%blpwstr></%bproperty>' % (
        own,
        FMTID.encode(),
        pid,
        NAME.encode(),
        variant,
        declared,
        text,
        variant,
        own,
    )


def _free_pid(part: Part, replaced: Element | None) -> int:
    """The pid of the property replaced where nothing else has it, else one above all others."""
    others = {_pid(each) for each in part.root.named("property") if each is not replaced}
    own = _pid(replaced) if replaced else 0
    if own >= _FIRST_PID and own not in others:
        return own
    highest = max(others, default=0)
    if _FIRST_PID - 1 <= highest < _LAST_PID:
        return highest + 1
    return next(pid for pid in range(_FIRST_PID, _LAST_PID) if pid not in others)


def _pid(element: Element) -> int:
    text = element.get("pid").strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else 0
    return number if number <= _LAST_PID else 0
