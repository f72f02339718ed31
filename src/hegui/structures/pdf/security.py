"""The standard security handler (7.6.4), for files that open without a password.

Such a file's key follows from the file itself. With any other password, or another handler,
its strings cannot be read, and none can be written that readers would understand.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hegui.structures.pdf.ciphers import BLOCK, Aes, padded, rc4, unpadded
from hegui.structures.pdf.values import Dictionary, Name, Reference, Value

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_SALT = b"sAlT"
_MOST_SLOWLY = 1024 * 1024  # bytes: plain Python takes two seconds for them
_IDENTITY = b"Identity"


class SecurityError(Exception):
    """The file's strings cannot be read or written: an English template and its facts."""

    def __init__(self, template: str, **facts: object) -> None:
        super().__init__(template)
        self.template = template
        self.facts: dict[str, Any] = facts


@dataclass(frozen=True, slots=True)
class _Method:
    """How a crypt filter encrypts: not at all, by RC4 or by AES, with a key an object or one."""

    cipher: str
    per_object: bool = True


_NONE = _Method("")
_METHODS = {
    b"None": _NONE,
    b"V2": _Method("rc4"),
    b"AESV2": _Method("aes"),
    b"AESV3": _Method("aes", per_object=False),
}


@dataclass(frozen=True, slots=True)
class Handler:
    """What the encryption dictionary says (7.6.2, 7.6.4.2), its strings as bytes."""

    version: int
    revision: int
    length: int
    owner: bytes
    user: bytes
    user_key: bytes
    permissions: int
    sealed_permissions: bytes
    metadata: bool
    file_id: bytes
    filters: dict[bytes, _Method]
    streams: bytes
    strings: bytes


class Security:
    """Encrypts and decrypts the strings and streams of one file."""

    def __init__(self, handler: Handler) -> None:
        """Raises SecurityError where the empty password does not open the file."""
        self._handler = handler
        self._key = _key_of_newer(handler) if handler.version == 5 else _key_of_older(handler)
        self._spent = 0

    @property
    def permissions(self) -> int:
        """What the file permits those who open it as a user (table 22)."""
        return self._handler.permissions

    @property
    def metadata(self) -> bool:
        """Whether the metadata stream is encrypted as others are."""
        return self._handler.metadata

    def decrypted_string(self, data: bytes, holder: Reference) -> bytes:
        """A string of the object ``holder`` in plain."""
        return self._decrypted(data, holder, self._handler.strings)

    def encrypted_string(self, data: bytes, holder: Reference) -> bytes:
        """A string of the object ``holder`` as the file has to hold it."""
        return self._encrypted(data, holder, self._handler.strings)

    def decrypted_stream(self, data: bytes, holder: Reference, name: bytes | None) -> bytes:
        """A stream's data in plain; ``name`` is its own crypt filter, None for the usual."""
        return self._decrypted(data, holder, self._handler.streams if name is None else name)

    def encrypted_stream(self, data: bytes, holder: Reference) -> bytes:
        """A stream's data as the file has to hold it."""
        return self._encrypted(data, holder, self._handler.streams)

    def _decrypted(self, data: bytes, holder: Reference, name: bytes) -> bytes:
        method = self._method(name)
        self._spend(len(data) if method.cipher else 0)
        if method.cipher == "rc4":
            return rc4(self._object_key(holder, method), data)
        if method.cipher == "aes":
            if len(data) < 2 * BLOCK:  # no vector, or nothing behind it
                return b""
            aes = Aes(self._object_key(holder, method))
            return unpadded(aes.decrypt(data[BLOCK:], data[:BLOCK]))
        return data

    def _encrypted(self, data: bytes, holder: Reference, name: bytes) -> bytes:
        method = self._method(name)
        self._spend(len(data) if method.cipher else 0)
        key = self._object_key(holder, method)
        if method.cipher == "rc4":
            return rc4(key, data)
        if method.cipher == "aes":
            # Not random, so that one label gives one file; still another one for other data.
            vector = hashlib.sha256(key + data).digest()[:BLOCK]
            return vector + Aes(key).encrypt(padded(data), vector)
        return data

    def _method(self, name: bytes) -> _Method:
        if name == _IDENTITY:
            return _NONE
        method = self._handler.filters.get(name)
        if method is None:
            raise SecurityError(
                "is encrypted with the filter {filter}, which hegui does not know",
                filter=name.decode("latin-1"),
            )
        return method

    def _object_key(self, holder: Reference, method: _Method) -> bytes:
        """The key for one object (7.6.3.2, algorithm 1)."""
        if not method.per_object:
            return self._key
        number = holder.number.to_bytes(4, "little")[:3] + holder.generation.to_bytes(4, "little")
        salt = _SALT if method.cipher == "aes" else b""
        return _md5(self._key + number[:5] + salt)[: min(len(self._key) + 5, 16)]

    def _spend(self, length: int) -> None:
        self._spent += length
        if self._spent > _MOST_SLOWLY:
            raise SecurityError(
                "more than {ceiling} bytes would have to be decrypted", ceiling=_MOST_SLOWLY
            )


def handler_of(encrypt: Dictionary, strings: dict[bytes, bytes], file_id: bytes) -> Handler:
    """The handler that an encryption dictionary describes. Raises SecurityError.

    ``strings`` are its entries that are strings, ``file_id`` the first part of the file's ID.
    """
    if encrypt.get(b"Filter") != Name(b"Standard"):
        raise SecurityError("is encrypted for certain recipients, not with a password")
    version, revision = _number(encrypt, b"V", 0), _number(encrypt, b"R", 0)
    known = {1: (2, 3), 2: (2, 3), 4: (4,), 5: (5, 6)}
    if revision not in known.get(version, ()):
        raise SecurityError(
            "is encrypted in a way that hegui does not know (version {version}, revision "
            "{revision})",
            version=version,
            revision=revision,
        )
    by_filter = version >= 4
    length = 40 if revision == 2 else _number(encrypt, b"Length", 40)
    return Handler(
        version,
        revision,
        16 if version == 4 else length // 8 if 40 <= length <= 128 else 5,
        strings.get(b"O", b""),
        strings.get(b"U", b""),
        strings.get(b"UE", b""),
        _number(encrypt, b"P", 0) & 0xFFFFFFFF,
        strings.get(b"Perms", b""),
        encrypt.get(b"EncryptMetadata") is not False,
        file_id,
        _filters(encrypt.get(b"CF")) if by_filter else {b"": _METHODS[b"V2"]},
        _filter_name(encrypt, b"StmF") if by_filter else b"",
        _filter_name(encrypt, b"StrF") if by_filter else b"",
    )


def _filters(value: Value) -> dict[bytes, _Method]:
    if not isinstance(value, Dictionary):
        return {}
    found = {}
    for entry in value.entries:
        method = entry.value.get(b"CFM") if isinstance(entry.value, Dictionary) else None
        known = _METHODS.get(method.value) if isinstance(method, Name) else _NONE
        if known:
            found[entry.key] = known
    return found


def _filter_name(encrypt: Dictionary, key: bytes) -> bytes:
    name = encrypt.get(key)
    return name.value if isinstance(name, Name) else _IDENTITY


def _number(encrypt: Dictionary, key: bytes, default: int) -> int:
    value = encrypt.get(key)
    return value if isinstance(value, int) else default


def _locked() -> SecurityError:
    return SecurityError("is encrypted with a password")


def _key_of_older(handler: Handler) -> bytes:
    """Algorithms 2 (the key) and 6 (whether the empty password is the right one)."""
    seed = _PADDING + handler.owner[:32] + handler.permissions.to_bytes(4, "little")
    seed += handler.file_id
    if handler.revision >= 4 and not handler.metadata:
        seed += b"\xff\xff\xff\xff"
    length = handler.length
    key = _md5(seed)
    if handler.revision >= 3:
        for _ in range(50):
            key = _md5(key[:length])
    key = key[:length]
    if handler.revision == 2:
        right = rc4(key, _PADDING) == handler.user[:32]
    else:
        check = _md5(_PADDING + handler.file_id)
        for turn in range(20):
            check = rc4(bytes(byte ^ turn for byte in key), check)
        right = check == handler.user[:16]
    if not right:
        raise _locked()
    return key


def _key_of_newer(handler: Handler) -> bytes:
    """Algorithm 2.A: the key of AES-256 files, decrypted with the empty password."""
    user = handler.user
    if len(user) < 48 or len(handler.user_key) < 32:
        raise SecurityError("has a damaged encryption dictionary")
    digest = _hash_of_6 if handler.revision == 6 else _hash_of_5
    key = Aes(digest(user[40:48])).decrypt(handler.user_key[:32], bytes(BLOCK))
    # Algorithm 13: the permissions, sealed with the key, prove it; else the password's own hash.
    sealed = Aes(key).decrypt(handler.sealed_permissions[:BLOCK], bytes(BLOCK))
    if sealed[9:12] != b"adb" and digest(user[32:40]) != user[:32]:
        raise _locked()
    return key


def _hash_of_5(salt: bytes) -> bytes:
    return hashlib.sha256(salt).digest()


@lru_cache(maxsize=16)  # 0.2 s, and a file is opened again to read it back
def _hash_of_6(salt: bytes) -> bytes:
    """Algorithm 2.B, for the empty password."""
    digest = hashlib.sha256(salt).digest()
    turn = 0
    while True:
        turn += 1
        block = Aes(digest[:16]).encrypt(digest * 64, digest[16:32])
        kind = (hashlib.sha256, hashlib.sha384, hashlib.sha512)[sum(block[:16]) % 3]
        digest = kind(block).digest()
        if turn >= 64 and block[-1] <= turn - 32:
            return digest[:32]


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()
