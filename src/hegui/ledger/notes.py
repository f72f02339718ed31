"""Signed notes and checkpoints as C2SP writes them down (signed-note, tlog-checkpoint).

A note is text, an empty line, and lines of signatures: ``— <name> <base64 of key id and
signature>``. A checkpoint's text is the log's origin, the tree's size and its root. Lines of keys
that are not known are left alone, so witnesses may add theirs (tlog-cosignature).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass, replace

from hegui.errors import InvalidNote
from hegui.ledger.merkle import HASH_BYTES
from hegui.seal import ed25519

LARGEST = 64 * 1024
"""Bytes of a note; a signature after quantum computers has some five thousand."""

_MOST_SIGNATURES = 64
_MOST_SIZE = 2**63 - 1
_ED25519, _COSIGNATURE = 0x01, 0x04  # signature types
_ID_BYTES, _TIME_BYTES = 4, 8
_SIGNATURE = re.compile(r"— (\S+) ([A-Za-z0-9+/]+={0,2})")
_KEY = re.compile(r"([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key that signs notes under ``name``: the log's own, or that of a ``witness``."""

    name: str
    public: bytes
    witness: bool = False

    @property
    def type(self) -> int:
        """The byte of signed-note that tells kinds of signatures apart."""
        return _COSIGNATURE if self.witness else _ED25519

    @property
    def id(self) -> bytes:
        """Four bytes that name the key in a signature line."""
        return hashlib.sha256(
            self.name.encode() + b"\n" + bytes((self.type,)) + self.public
        ).digest()[:_ID_BYTES]

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """The key of a vkey, ``<name>+<id>+<base64>``. Raises InvalidNote."""
        found = _KEY.fullmatch(text.strip())
        data = _base64(found[3]) if found else b""
        if not found or len(data) != 1 + ed25519.PUBLIC_BYTES:
            raise InvalidNote("the bytes are no public key of a ledger (name+id+base64)")
        if data[0] not in (_ED25519, _COSIGNATURE):
            raise InvalidNote("a key of kind {kind} is not known", kind=data[0])
        key = cls(found[1], data[1:], data[0] == _COSIGNATURE)
        if key.id.hex() != found[2]:
            raise InvalidNote("the id of the public key does not fit the key")
        return key

    def __str__(self) -> str:
        data = base64.b64encode(bytes((self.type,)) + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{data}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One line of a note: who is said to have signed, and the bytes after the key's id."""

    name: str
    id: bytes
    value: bytes

    def __str__(self) -> str:
        return f"— {self.name} {base64.b64encode(self.id + self.value).decode()}"


@dataclass(frozen=True, slots=True)
class Note:
    """A note: ``text`` ends in a newline, which the signatures cover."""

    text: str
    signatures: tuple[Signature, ...]

    @classmethod
    def parse(cls, data: bytes) -> Note:
        """The note in ``data``. Raises InvalidNote."""
        if len(data) > LARGEST:
            raise InvalidNote("is larger than a signed note can be")
        try:
            text = data.decode()
        except UnicodeDecodeError:
            raise InvalidNote("a signed note is UTF-8") from None
        if any(one < " " and one != "\n" for one in text):
            raise InvalidNote("a signed note holds no control characters")
        body, gap, tail = text.rpartition("\n\n")
        if not gap or not tail.endswith("\n"):
            raise InvalidNote("no signatures follow the text of the note")
        lines = tail[:-1].split("\n")
        if len(lines) > _MOST_SIGNATURES:
            raise InvalidNote("holds more than {ceiling} signatures", ceiling=_MOST_SIGNATURES)
        return cls(body + "\n", tuple(map(parse_signature, lines)))

    def __str__(self) -> str:
        return self.text + "\n" + "".join(f"{one}\n" for one in self.signatures)

    def signed_by(self, key: VerifierKey) -> bool:
        """Whether a line of this key is there and every such line holds.

        Raises CannotSeal where Ed25519 cannot be verified here.
        """
        own = [one for one in self.signatures if (one.name, one.id) == (key.name, key.id)]
        return bool(own) and all(_holds(key, self.text, one.value) for one in own)

    def with_signature(self, *signatures: Signature) -> Note:
        """The note with lines added; those that it has already are not added again."""
        new = [one for one in signatures if one not in self.signatures]
        return replace(self, signatures=(*self.signatures, *dict.fromkeys(new)))


def parse_signature(line: str) -> Signature:
    """One line. Raises InvalidNote."""
    found = _SIGNATURE.fullmatch(line)
    data = _base64(found[2]) if found else b""
    if not found or "+" in found[1] or len(data) <= _ID_BYTES:
        raise InvalidNote("a line of the note is no signature")
    return Signature(found[1], data[:_ID_BYTES], data[_ID_BYTES:])


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A ledger's tree at one size: what its key signs."""

    origin: str
    size: int
    root: bytes

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """The checkpoint that a note's text is. Extension lines are passed over. Raises
        InvalidNote."""
        lines = text.split("\n")
        root = _base64(lines[2]) if len(lines) > 3 else b""
        if not lines[0] or not lines[-2:-1] or "" in lines[:-1] or len(root) != HASH_BYTES:
            raise InvalidNote("the note is no checkpoint: origin, size and root are its lines")
        if not _NUMBER.fullmatch(lines[1]) or int(lines[1]) > _MOST_SIZE:
            raise InvalidNote("the size of the checkpoint is no number")
        return cls(lines[0], int(lines[1]), root)

    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def _holds(key: VerifierKey, text: str, value: bytes) -> bool:
    if not key.witness:
        return ed25519.verify(key.public, text.encode(), value)
    time = int.from_bytes(value[:_TIME_BYTES], "big")
    message = f"cosignature/v1\ntime {time}\n{text}".encode()
    return ed25519.verify(key.public, message, value[_TIME_BYTES:])


def _base64(text: str) -> bytes:
    """The bytes of base64 in its one form; empty where it is none."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return data if base64.b64encode(data).decode() == text else b""
