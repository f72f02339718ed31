"""Writing C2PA manifests: last of all marks, since every later byte would break them.

The order that keeps every hash valid: explicit label, then IPTC and the implicit label with its
seal, then the manifest (docs/architecture.md, section 6).
Source: C2PA Specification 2.2, 18.15.4 (c2pa.created with a digital source type), 18.15.4.7
(c2pa.opened with a parent ingredient).
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from hegui import __version__
from hegui.errors import InvalidCredential, NoSlot
from hegui.extras import needed
from hegui.marks.iptc import TERMS, Term

_LARGEST = 1024**2
GENERATED = TERMS[0]
EDITED = "c2pa.edited.metadata"
"""The action where nothing but metadata was changed."""
RESHOWN = "c2pa.edited"
"""The action where an explicit label was put on the content itself."""


@dataclass(frozen=True, slots=True)
class Credential:
    """What signs a manifest: the certificate chain and the key in PEM, the signer's own first.

    ``algorithm`` is one of C2PA's ("es256", "ps256", "ed25519" …); ``authority`` the address of
    a time stamping authority (RFC 3161), the one thing that is asked over the network, or None.
    """

    chain: bytes
    key: bytes = field(repr=False)
    algorithm: str = "es256"
    authority: str | None = None

    @classmethod
    def load(
        cls, chain: str, key: str, algorithm: str = "es256", authority: str | None = None
    ) -> Credential:
        """From two files. Raises InvalidCredential."""
        return cls(_read(chain), _read(key), algorithm, authority)


def sign(
    source: BinaryIO,
    target: BinaryIO,
    media_type: str,
    credential: Credential,
    *,
    name: str,
    term: Term | None = None,
    parent: BinaryIO | None = None,
    action: str = EDITED,
) -> None:
    """Writes ``source`` with a manifest to ``target``.

    Without ``parent`` the manifest says that the content was created now, in the way of ``term``
    (by generative AI unless given). With ``parent``, the file as it was before (its own manifest,
    if it has one, is kept as that of an ingredient), it says that the content was opened and
    edited (``action``); without a ``term`` how it came about is the parent's to say. Raises
    MissingExtra, InvalidCredential, BrokenFile.
    """
    with needed("c2pa"):
        from hegui.marks import c2pa_library
    definition: dict[str, Any] = {
        "claim_generator_info": [{"name": "hegui", "version": __version__}],
        "title": os.path.basename(name),
    }
    if parent is None:
        created = {"action": "c2pa.created", "digitalSourceType": (term or GENERATED).uri}
        definition["assertions"] = [{"label": "c2pa.actions.v2", "data": {"actions": [created]}}]
    c2pa_library.sign(
        source,
        target,
        media_type,
        definition,
        (credential.algorithm, credential.chain, credential.key, credential.authority),
        (parent, _action(action, term)) if parent is not None else None,
        name,
    )


def check_format(media_type: str, name: str) -> None:
    """Raises NoSlot for a format that c2pa writes no manifest into, MissingExtra."""
    with needed("c2pa"):
        from hegui.marks import c2pa_library
    if media_type not in c2pa_library.written():
        raise NoSlot("c2pa writes no manifest into {format}", path=name, format=media_type)


def sign_bytes(
    data: bytes,
    media_type: str,
    credential: Credential,
    *,
    name: str = "<bytes>",
    term: Term | None = None,
    parent: bytes | None = None,
) -> bytes:
    """The same for content in memory. Raises as :func:`sign` does."""
    target = io.BytesIO()
    before = io.BytesIO(parent) if parent is not None else None
    sign(io.BytesIO(data), target, media_type, credential, name=name, term=term, parent=before)
    return target.getvalue()


def _action(name: str, term: Term | None) -> dict[str, str]:
    return {"action": name} | ({"digitalSourceType": term.uri} if term else {})


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(_LARGEST)
    except OSError as error:
        raise InvalidCredential(
            "cannot be opened: {cause}", path=path, cause=error.strerror or str(error)
        ) from error
