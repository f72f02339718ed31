"""Private keys as PKCS#8, encrypted with a passphrase (PBES2 of RFC 8018, scrypt, AES-256).

What ``openssl pkey`` and ``openssl pkcs8`` read and write. The secret is parsed and encrypted by
libcrypto; of an encrypted key no Python object ever holds it.
"""

from __future__ import annotations

import ctypes
import os
from functools import partial

from hegui.errors import InvalidKey, UsageError
from hegui.seal import der, evp, pem
from hegui.seal.curves import P256, SM2
from hegui.seal.libcrypto import Libcrypto, libcrypto

LARGEST = 64 * 1024
"""Bytes of a key file: a key has a few hundred."""
SHORTEST_PASSPHRASE = 8
"""Bytes of the passphrase of a new key; keys of others are read whatever theirs is."""

# What costs a thief as much as 16 MiB and five passes, and no more memory than openssl grants.
_COST, _BLOCK, _PARALLEL = 16384, 8, 5
_SALT_BYTES = 16
_CIPHER = b"aes-256-cbc"

# What a file may ask for before its passphrase is tried: some seconds, and openssl's memory.
_MOST_ROUNDS = 10_000_000
_MOST_WORK = 1 << 24
_MOST_MEMORY = 32 * 1024 * 1024

_PBES2 = "1.2.840.113549.1.5.13"
_PBKDF2 = "1.2.840.113549.1.5.12"
_SCRYPT = "1.3.6.1.4.1.11591.4.11"


def encrypt(key: evp.Key, passphrase: bytes) -> bytes:
    """The key as PEM, encrypted. Raises UsageError for a short passphrase, CannotSeal."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise UsageError(
            "a passphrase for a key needs at least {length} bytes", length=SHORTEST_PASSPHRASE
        )
    library = libcrypto()
    call = library.call
    salt = os.urandom(_SALT_BYTES)
    with evp.quiet(library):
        secret = call.EVP_PKEY2PKCS8(key.pointer)
        scheme = call.PKCS5_pbe2_set_scrypt(
            call.EVP_get_cipherbyname(_CIPHER), salt, len(salt), None, _COST, _BLOCK, _PARALLEL
        )
        sealed = None
        try:
            if secret and scheme:
                sealed = call.PKCS8_set0_pbe(passphrase, len(passphrase), secret, scheme)
            if not sealed:
                raise evp.failed(library, "encrypting a key")
            scheme = None  # it belongs to the result now
            data = _encoded(library, sealed)
        finally:
            call.X509_SIG_free(sealed)
            call.X509_ALGOR_free(scheme)
            call.PKCS8_PRIV_KEY_INFO_free(secret)
    return pem.encode(pem.ENCRYPTED_PRIVATE_KEY, data)


def decrypt(data: bytes, passphrase: bytes | None, *, unencrypted: bool = False) -> evp.Key:
    """The key in a PKCS#8 file's bytes, PEM or DER, on SM2's curve or P-256.

    ``unencrypted`` also takes a key that no passphrase protects. Raises InvalidKey for anything
    else, for a wrong passphrase, and for a pair that does not fit; CannotSeal without libcrypto.
    """
    key = decrypt_any(data, passphrase, unencrypted=unencrypted)
    if evp.public_half(key).curve not in (SM2, P256):
        raise InvalidKey("the key is on a curve that hegui does not sign with")
    evp.check_pair(key)
    return key


def decrypt_any(data: bytes, passphrase: bytes | None, *, unencrypted: bool = False) -> evp.Key:
    """The key in a PKCS#8 file's bytes, of whatever kind. Raises as :func:`decrypt` does."""
    encrypted, body = _unwrapped(data)
    if encrypted and passphrase is None:
        raise InvalidKey("the key is encrypted: its passphrase is needed")
    if not encrypted and not unencrypted:
        raise InvalidKey(
            "the key is not encrypted, and is read only when you ask for that; "
            "openssl pkcs8 -topk8 -scrypt encrypts it"
        )
    if encrypted:
        _check_cost(body)
    return _parsed(libcrypto(), body, passphrase if encrypted else None)


def _parsed(library: Libcrypto, body: bytes, passphrase: bytes | None) -> evp.Key:
    call = library.call
    secret = sealed = pointer = None
    with evp.quiet(library):
        try:
            buffer = ctypes.create_string_buffer(body, len(body))
            start = ctypes.c_void_p(ctypes.addressof(buffer))
            if passphrase is None:
                secret = call.d2i_PKCS8_PRIV_KEY_INFO(None, ctypes.byref(start), len(body))
                call.OPENSSL_cleanse(buffer, len(body))
            else:
                sealed = call.d2i_X509_SIG(None, ctypes.byref(start), len(body))
                if sealed:
                    secret = call.PKCS8_decrypt(sealed, passphrase, len(passphrase))
                    if not secret:
                        raise InvalidKey("the passphrase is wrong, or the key file is damaged")
            pointer = call.EVP_PKCS82PKEY(secret) if secret else None
            if not pointer:
                raise InvalidKey("the bytes are no private key that OpenSSL understands")
        finally:
            call.PKCS8_PRIV_KEY_INFO_free(secret)
            call.X509_SIG_free(sealed)
    return evp.Key(library, pointer)


def _encoded(library: Libcrypto, sealed: int) -> bytes:
    length = library.call.i2d_X509_SIG(sealed, None)
    if length <= 0:
        raise evp.failed(library, "encrypting a key")
    buffer = ctypes.create_string_buffer(length)
    end = ctypes.c_void_p(ctypes.addressof(buffer))
    library.call.i2d_X509_SIG(sealed, ctypes.byref(end))
    return buffer.raw


def _unwrapped(data: bytes) -> tuple[bool, bytes]:
    """Whether the key is encrypted, and its DER."""
    if len(data) > LARGEST:
        raise InvalidKey("is larger than a key file can be")
    if data[:1] == b"\x30":
        return _is_encrypted(data), data
    keys = [one for one in pem.blocks(data, InvalidKey) if one[0].endswith(pem.PRIVATE_KEY)]
    if len(keys) != 1:
        raise InvalidKey("holds {count} private keys where one is expected", count=len(keys))
    ((name, text),) = keys
    if name not in (pem.ENCRYPTED_PRIVATE_KEY, pem.PRIVATE_KEY):
        raise InvalidKey(
            "holds a key in the older form {name!r}; openssl pkcs8 -topk8 -scrypt converts it",
            name=name,
        )
    return name == pem.ENCRYPTED_PRIVATE_KEY, pem.decode(text, InvalidKey)


def _is_encrypted(data: bytes) -> bool:
    """PKCS#8 in DER: a number leads an open key, an algorithm an encrypted one."""
    reader = der.Reader(data, InvalidKey, "a private key")
    inner = reader.sequence()
    reader.end()
    return inner.peek() == der.SEQUENCE


def _check_cost(body: bytes) -> None:
    """Raises InvalidKey where trying the passphrase would cost more than a key file may."""
    reader = der.Reader(body, InvalidKey, "a private key")
    outer = reader.sequence()
    scheme = outer.sequence()
    other = partial(
        InvalidKey,
        "the key is encrypted in a way that is not read ({oid}); "
        "openssl pkcs8 -topk8 -scrypt converts it",
    )
    if (oid := scheme.oid()) != _PBES2:
        raise other(oid=oid)
    derivation = scheme.sequence().sequence()
    oid = derivation.oid()
    if oid not in (_PBKDF2, _SCRYPT):
        raise other(oid=oid)
    values = derivation.sequence()
    if oid == _PBKDF2 and values.peek() != der.OCTET_STRING:
        raise other(oid=oid)
    values.octets()
    first = values.integer()
    if oid == _PBKDF2:
        fits = 0 < first <= _MOST_ROUNDS
    else:
        block, parallel = values.integer(), values.integer()
        fits = (
            min(first, block, parallel) > 0
            and first * block * parallel <= _MOST_WORK
            and 128 * first * block <= _MOST_MEMORY
        )
    if not fits:
        raise InvalidKey("the key file asks for more work or memory than trying a passphrase may")
