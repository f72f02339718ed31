"""Whether the file's signatures allow an update that changes metadata (12.8.2.2, 12.8.4).

An approval signature covers the bytes before the update and stays valid. A certification says
which later changes it stands for: none at all (DocMDP, P 1) forbids any update; filling in forms
or annotating (P 2 and 3) implies changed metadata, since every permitted save changes its dates.
A signed field can be locked with the same words (12.7.5.5, table 236). What FieldMDP locks are
form fields only.
"""

from __future__ import annotations

from collections.abc import Iterator

from hegui.structures.pdf.document import Document
from hegui.structures.pdf.values import Array, Dictionary, Name, Reference, Value

_NO_CHANGES = 1
_SIGNATURES_EXIST = 1


def forbids_changes(document: Document) -> bool:
    """Whether a certification, or a signed field's lock, permits no change of any kind."""
    catalog = document.catalog().value
    assert isinstance(catalog, Dictionary)
    permissions = _dictionary(document, catalog.get(b"Perms"))
    if permissions and _certifies(document, permissions.get(b"DocMDP")):
        return True
    form = _dictionary(document, catalog.get(b"AcroForm"))
    if form is None:
        return False
    flags = document.resolve(form.get(b"SigFlags"))
    if not isinstance(flags, int) or not flags & _SIGNATURES_EXIST:
        return False
    return any(_locks(document, field) for field in _fields(document, form.get(b"Fields")))


def _locks(document: Document, field: Dictionary) -> bool:
    """Whether a field is signed and either its signature or its lock permits nothing more."""
    signature = document.resolve(field.get(b"V"))
    if not isinstance(signature, Dictionary) or signature.get(b"ByteRange") is None:
        return False
    lock = _dictionary(document, field.get(b"Lock"))
    locked = lock is not None and document.resolve(lock.get(b"P")) == _NO_CHANGES
    return locked or _certifies(document, signature)


def _certifies(document: Document, signature: Value) -> bool:
    """Whether a signature's transform is DocMDP with P 1 (tables 256, 257)."""
    value = _dictionary(document, signature)
    for item in _items(document, value.get(b"Reference") if value else None):
        reference = _dictionary(document, item)
        if reference is None or reference.get(b"TransformMethod") != Name(b"DocMDP"):
            continue
        parameters = _dictionary(document, reference.get(b"TransformParams"))
        if parameters and document.resolve(parameters.get(b"P")) == _NO_CHANGES:
            return True
    return False


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
