"""Whether the file's signatures allow an update that changes metadata (12.8.2.2, 12.8.4).

An approval signature covers the bytes before the update and stays valid. A certification says
which later changes it stands for: none at all (DocMDP, P 1) forbids any update; filling in forms
or annotating (P 2 and 3) implies changed metadata, since every permitted save changes its dates.
A signed field can be locked with the same words (12.7.5.5, table 236). What FieldMDP locks are
form fields only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hegui.structures.pdf.document import Document
from hegui.structures.pdf.values import Array, Dictionary, Name, Reference, Value

NO_CHANGES = 1
ANNOTATIONS = 3
_FORMS = 2
_SIGNATURES_EXIST = 1


@dataclass(frozen=True, slots=True)
class Signatures:
    """What the signatures of a file say of later changes.

    ``signed``: there is one. ``permitted`` is the strictest word of a certification or a lock: 1
    no change at all, 2 filling in forms, 3 annotations too; None where none says anything.
    """

    signed: bool
    permitted: int | None


def forbids_changes(document: Document) -> bool:
    """Whether a certification, or a signed field's lock, permits no change of any kind."""
    return signatures_of(document).permitted == NO_CHANGES


def signatures_of(document: Document) -> Signatures:
    """The signatures of a file, as far as they concern an update of it. Raises BrokenFile."""
    catalog = document.catalog().value
    assert isinstance(catalog, Dictionary)
    permissions = _dictionary(document, catalog.get(b"Perms"))
    certification = document.resolve(permissions.get(b"DocMDP")) if permissions else None
    words = list(_certified(document, certification))
    signed = certification is not None
    form = _dictionary(document, catalog.get(b"AcroForm"))
    flags = document.resolve(form.get(b"SigFlags")) if form else None
    if form and isinstance(flags, int) and flags & _SIGNATURES_EXIST:
        for field in _fields(document, form.get(b"Fields")):
            signature = document.resolve(field.get(b"V"))
            if isinstance(signature, Dictionary) and signature.get(b"ByteRange") is not None:
                signed = True
                words += _certified(document, signature)
                lock = _dictionary(document, field.get(b"Lock"))
                word = document.resolve(lock.get(b"P")) if lock else None
                words += [word] if isinstance(word, int) else []
    return Signatures(signed, min(words, default=None))


def _certified(document: Document, signature: Value) -> Iterator[int]:
    """What the DocMDP transforms of a signature permit: P, by default 2 (tables 256, 257)."""
    value = _dictionary(document, signature)
    for item in _items(document, value.get(b"Reference") if value else None):
        reference = _dictionary(document, item)
        if reference is None or reference.get(b"TransformMethod") != Name(b"DocMDP"):
            continue
        parameters = _dictionary(document, reference.get(b"TransformParams"))
        word = document.resolve(parameters.get(b"P")) if parameters else None
        yield word if isinstance(word, int) else _FORMS


def _fields(document: Document, roots: Value) -> Iterator[Dictionary]:
    """Every field of a form, its kids included; none twice."""
    seen: set[int] = set()
    pending = [(item, 0) for item in _items(document, roots)]
    while pending:
        item, depth = pending.pop()
        if isinstance(item, Reference):
            if item.number in seen:
                continue
            seen.add(item.number)
        document.source.count("form fields")
        document.source.descend(depth, "form fields")
        field = _dictionary(document, item)
        if field is not None:
            yield field
            pending += [(kid, depth + 1) for kid in _items(document, field.get(b"Kids"))]


def _items(document: Document, value: Value) -> tuple[Value, ...]:
    found = document.resolve(value)
    return found.items if isinstance(found, Array) else ()


def _dictionary(document: Document, value: Value) -> Dictionary | None:
    found = document.resolve(value)
    return found if isinstance(found, Dictionary) else None
