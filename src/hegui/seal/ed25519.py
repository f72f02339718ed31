"""Ed25519 (RFC 8032) by libcrypto: what signs the ledger's checkpoints. It seals no label."""

from __future__ import annotations

import ctypes
from functools import lru_cache

from hegui.errors import InvalidKey
from hegui.seal import evp, pem
from hegui.seal.libcrypto import libcrypto

PUBLIC_BYTES = 32
SIGNATURE_BYTES = 64

_NAME = b"ED25519"
# RFC 8410, 7: PrivateKeyInfo of version 0, OID 1.3.101.112, an OCTET STRING in an OCTET STRING.
_PKCS8_HEAD = bytes.fromhex("302e020100300506032b657004220420")
_KEYS_KEPT = 64


def generate() -> evp.Key:
    """A new private key. Raises CannotSeal."""
    library = libcrypto()
    call = library.call
    with evp.quiet(library):
        context = call.EVP_PKEY_CTX_new_from_name(None, _NAME, None)
        pointer = ctypes.c_void_p()
        try:
            done = (
                context
                and call.EVP_PKEY_keygen_init(context) == 1
                and call.EVP_PKEY_generate(context, ctypes.byref(pointer)) == 1
            )
            if not done or not pointer.value:
                raise evp.failed(library, "making a key")
        finally:
            call.EVP_PKEY_CTX_free(context)
        return evp.Key(library, pointer.value)


def check_kind(key: evp.Key) -> None:
    """Raises InvalidKey for a key of any other algorithm."""
    if libcrypto().call.EVP_PKEY_is_a(key.pointer, _NAME) != 1:
        raise InvalidKey(
            "the key is not one of Ed25519; openssl genpkey -algorithm ed25519 makes one"
        )


def public_bytes(key: evp.Key) -> bytes:
    """The 32 bytes of the public half."""
    return _raw(key, "EVP_PKEY_get_raw_public_key", PUBLIC_BYTES)


def private_pem(key: evp.Key) -> bytes:
    """The private key as PKCS#8 in PEM, not encrypted: for a file that only its owner reads."""
    return pem.encode(pem.PRIVATE_KEY, _PKCS8_HEAD + _raw(key, "EVP_PKEY_get_raw_private_key", 32))


def sign(key: evp.Key, message: bytes) -> bytes:
    """The 64 bytes of the signature over ``message``; always the same ones. Raises CannotSeal."""
    library = libcrypto()
    call = library.call
    buffer = ctypes.create_string_buffer(SIGNATURE_BYTES)
    length = ctypes.c_size_t(SIGNATURE_BYTES)
    with evp.quiet(library):
        context = call.EVP_MD_CTX_new()
        try:
            if (
                not context
                or call.EVP_DigestSignInit_ex(context, None, None, None, None, key.pointer, None)
                != 1
                or call.EVP_DigestSign(context, buffer, ctypes.byref(length), message, len(message))
                != 1
            ):
                raise evp.failed(library, "signing")
        finally:
            call.EVP_MD_CTX_free(context)
    return buffer.raw


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` is that of the key ``public`` (32 bytes) over ``message``.

    Raises InvalidKey for bytes that are no key, and CannotSeal.
    """
    library = libcrypto()
    call = library.call
    if len(signature) != SIGNATURE_BYTES:
        return False
    key = _public(public)
    with evp.quiet(library):
        context = call.EVP_MD_CTX_new()
        try:
            if (
                not context
                or call.EVP_DigestVerifyInit_ex(context, None, None, None, None, key.pointer, None)
                != 1
            ):
                raise evp.failed(library, "verifying")
            answer: int = call.EVP_DigestVerify(
                context, signature, len(signature), message, len(message)
            )
        finally:
            call.EVP_MD_CTX_free(context)
    return answer == 1


@lru_cache(maxsize=_KEYS_KEPT)
def _public(data: bytes) -> evp.Key:
    library = libcrypto()
    with evp.quiet(library):
        pointer = library.call.EVP_PKEY_new_raw_public_key_ex(None, _NAME, None, data, len(data))
    if len(data) != PUBLIC_BYTES or not pointer:
        raise InvalidKey("the bytes are no public key of Ed25519")
    return evp.Key(library, pointer)


def _raw(key: evp.Key, function: str, size: int) -> bytes:
    library = libcrypto()
    buffer = ctypes.create_string_buffer(size)
    length = ctypes.c_size_t(size)
    with evp.quiet(library):
        done = getattr(library.call, function)(key.pointer, buffer, ctypes.byref(length)) == 1
        if not done or length.value != size:
            raise evp.failed(library, "exporting a key")
    return buffer.raw
