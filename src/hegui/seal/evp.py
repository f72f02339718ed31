"""Keys and signatures by libcrypto's EVP interface.

Every object is freed by whoever made it, whatever fails; a failure leaves OpenSSL's queue of
errors, which Python's ssl shares, as it was. The calls release the interpreter's lock, and keys
may be used from many threads at once: each call has a context of its own.
"""

from __future__ import annotations

import ctypes
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache

from hegui.errors import CannotSeal, InvalidKey
from hegui.seal.curves import P256, SM2, Curve
from hegui.seal.libcrypto import Libcrypto, libcrypto, parameters
from hegui.seal.public_keys import PublicKey
from hegui.seal.signatures import Signature

_PUBLIC = 0x86  # EVP_PKEY_PUBLIC_KEY: the parameters and the public half
_MOST_SIGNATURE = 80  # bytes of DER: two numbers of 33 bytes, three heads
_KEYS_KEPT = 64  # making a key of a point costs as much as a tenth of a verification

# Name of key type, group and digest in OpenSSL.
_NAMES = {SM2.oid: (b"SM2", "SM2", b"SM3"), P256.oid: (b"EC", "prime256v1", b"SHA256")}


class Key:
    """An EVP_PKEY, freed with its last reference. It cannot be copied, pickled or printed."""

    __slots__ = ("__weakref__", "pointer")

    def __init__(self, library: Libcrypto, pointer: int) -> None:
        self.pointer = pointer
        weakref.finalize(self, library.call.EVP_PKEY_free, pointer)

    def __repr__(self) -> str:
        return "<Key>"

    def __reduce__(self) -> str:
        raise TypeError("a key is neither copied nor pickled")


def provided(curve: Curve) -> Libcrypto | None:
    """The library where it has this curve's algorithm and digest, else None."""
    try:
        library = libcrypto()
    except CannotSeal:
        return None
    kind, _, digest = _NAMES[curve.oid]
    return library if _has(kind, digest) else None


def required(curve: Curve) -> Libcrypto:
    """The library. Raises CannotSeal, naming the reason, where it has not what is needed."""
    library = libcrypto()
    kind, _, digest = _NAMES[curve.oid]
    if not _has(kind, digest):
        raise CannotSeal(
            "{version} has no {algorithm} or no {digest}: a FIPS or reduced build",
            version=library.version,
            algorithm=kind.decode(),
            digest=digest.decode(),
        )
    return library


@lru_cache
def _has(kind: bytes, digest: bytes) -> bool:
    return libcrypto().has(kind, digest)


@contextmanager
def quiet(library: Libcrypto) -> Iterator[None]:
    """Leaves the queue of errors as it is, whatever is called within."""
    library.call.ERR_set_mark()
    try:
        yield
    finally:
        library.call.ERR_pop_to_mark()


def failed(library: Libcrypto, what: str) -> CannotSeal:
    """The error for a call that should not have failed."""
    return CannotSeal("{what} failed in OpenSSL: {cause}", what=what, cause=library.reason())


@lru_cache(maxsize=_KEYS_KEPT)
def public(key: PublicKey) -> Key:
    """libcrypto's form of a public key."""
    group = _NAMES[key.curve.oid][1]
    values = parameters(group=group, pub=key.sec1())

    def imported(call: ctypes.CDLL, context: int, pointer: ctypes.c_void_p) -> bool:
        return bool(
            call.EVP_PKEY_fromdata_init(context) == 1
            and call.EVP_PKEY_fromdata(context, ctypes.byref(pointer), _PUBLIC, values) == 1
        )

    return _made(key.curve, imported, "importing a public key")


def generate(curve: Curve) -> Key:
    """A new private key. Raises CannotSeal."""

    def made(call: ctypes.CDLL, context: int, pointer: ctypes.c_void_p) -> bool:
        return bool(
            call.EVP_PKEY_keygen_init(context) == 1
            and call.EVP_PKEY_generate(context, ctypes.byref(pointer)) == 1
        )

    return _made(curve, made, "making a key")


def _made(
    curve: Curve, make: Callable[[ctypes.CDLL, int, ctypes.c_void_p], bool], what: str
) -> Key:
    """The key that ``make`` puts into the pointer, given a context for the curve's kind of key.

    Raises CannotSeal, which calls it ``what``.
    """
    library = required(curve)
    with quiet(library):
        context = library.call.EVP_PKEY_CTX_new_from_name(None, _NAMES[curve.oid][0], None)
        pointer = ctypes.c_void_p()
        try:
            if not context or not make(library.call, context, pointer) or not pointer.value:
                raise failed(library, what)
        finally:
            library.call.EVP_PKEY_CTX_free(context)
        return Key(library, pointer.value)


def public_half(key: Key) -> PublicKey:
    """The public half of a private key. Raises InvalidKey where hegui does not know its kind."""
    library = libcrypto()
    with quiet(library):
        length = library.call.i2d_PUBKEY(key.pointer, None)
        if length <= 0:
            raise failed(library, "exporting a public key")
        buffer = ctypes.create_string_buffer(length)
        end = ctypes.c_void_p(ctypes.addressof(buffer))
        library.call.i2d_PUBKEY(key.pointer, ctypes.byref(end))
    return PublicKey.from_spki(buffer.raw)


def check_pair(key: Key) -> None:
    """Raises InvalidKey where the private half does not belong to the public one."""
    library = libcrypto()
    with quiet(library):
        context = library.call.EVP_PKEY_CTX_new_from_pkey(None, key.pointer, None)
        try:
            fits = bool(context) and library.call.EVP_PKEY_pairwise_check(context) == 1
        finally:
            library.call.EVP_PKEY_CTX_free(context)
    if not fits:
        raise InvalidKey("the private key does not belong to the public key stored beside it")


def sign(key: Key, curve: Curve, message: bytes, user_id: bytes) -> Signature:
    """A signature over ``message``; ``user_id`` counts for SM2 only. Raises CannotSeal."""
    library = required(curve)
    call = library.call
    context = call.EVP_MD_CTX_new()
    buffer = ctypes.create_string_buffer(_MOST_SIGNATURE)
    length = ctypes.c_size_t(_MOST_SIGNATURE)
    call.ERR_set_mark()
    try:
        if (
            not context
            or not _begin(call, call.EVP_DigestSignInit_ex, context, key, curve, user_id)
            or call.EVP_DigestSign(context, buffer, ctypes.byref(length), message, len(message))
            != 1
        ):
            raise failed(library, "signing")
    finally:
        call.ERR_pop_to_mark()
        call.EVP_MD_CTX_free(context)
    made = buffer.raw
    # Two short INTEGERs in a SEQUENCE; libcrypto's own output needs no strict reader.
    split = 4 + made[3]
    r = int.from_bytes(made[4:split], "big")
    return Signature(r, int.from_bytes(made[split + 2 : length.value], "big"))


def verify(key: PublicKey, message: bytes, signature: Signature, user_id: bytes) -> bool:
    """Whether ``signature`` is this key's over ``message``. Raises CannotSeal."""
    curve = key.curve
    library = required(curve)
    call = library.call
    known = public(key)
    data = signature.der()
    context = call.EVP_MD_CTX_new()
    call.ERR_set_mark()
    try:
        if not context or not _begin(
            call, call.EVP_DigestVerifyInit_ex, context, known, curve, user_id
        ):
            raise failed(library, "verifying")
        answer: int = call.EVP_DigestVerify(context, data, len(data), message, len(message))
    finally:
        call.ERR_pop_to_mark()
        call.EVP_MD_CTX_free(context)
    return answer == 1


def _begin(
    call: ctypes.CDLL,
    begin: Callable[..., int],
    context: int,
    key: Key,
    curve: Curve,
    user_id: bytes,
) -> bool:
    """Starts signing or verifying; the user id comes after, for OpenSSL 3.0 takes none before."""
    inner = ctypes.c_void_p()
    digest = _NAMES[curve.oid][2]
    if begin(context, ctypes.byref(inner), digest, None, None, key.pointer, None) != 1:
        return False
    if curve is not SM2:
        return True
    return bool(call.EVP_PKEY_CTX_set1_id(inner, user_id, len(user_id)) == 1)
