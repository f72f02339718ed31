"""OpenSSL's libcrypto, found at run time and bound with ctypes: the functions, nothing above them.

Preferred is the very library that Python's own hashlib is linked to, for two of them in one
process would be two of everything; a static Python lacks it, and then the system's is taken.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib
import sys
from collections.abc import Iterator
from ctypes import c_char_p, c_int, c_long, c_size_t, c_uint64, c_ulong, c_void_p
from functools import cache

from hegui.errors import CannotSeal

_OLDEST = 0x30000000  # SM2 keys from plain numbers and user ids as parameters: OpenSSL 3.0
_NAMES = ("libcrypto.so.3", "libcrypto.3.dylib")
_UTF8_STRING, _OCTET_STRING = 4, 5  # OSSL_PARAM_…
_REASON_BYTES = 256

_POINTER = c_void_p
_BYTES = c_void_p  # what is read may hold zeros and may be a bytearray

# Name → what it returns, what it takes (the manual pages of OpenSSL 3.0, section 3).
_SIGNATURES: dict[str, tuple[object, tuple[object, ...]]] = {
    "OpenSSL_version_num": (c_ulong, ()),
    "OpenSSL_version": (c_char_p, (c_int,)),
    "OPENSSL_cleanse": (None, (_BYTES, c_size_t)),
    "ERR_set_mark": (c_int, ()),
    "ERR_pop_to_mark": (c_int, ()),
    "ERR_peek_last_error": (c_ulong, ()),
    "ERR_error_string_n": (None, (c_ulong, c_char_p, c_size_t)),
    "EVP_MD_fetch": (_POINTER, (_POINTER, c_char_p, c_char_p)),
    "EVP_MD_free": (None, (_POINTER,)),
    "EVP_MD_CTX_new": (_POINTER, ()),
    "EVP_MD_CTX_free": (None, (_POINTER,)),
    "EVP_DigestSignInit_ex": (
        c_int,
        (_POINTER, _POINTER, c_char_p, _POINTER, c_char_p, _POINTER, _POINTER),
    ),
    "EVP_DigestSign": (c_int, (_POINTER, _BYTES, _POINTER, _BYTES, c_size_t)),
    "EVP_DigestVerifyInit_ex": (
        c_int,
        (_POINTER, _POINTER, c_char_p, _POINTER, c_char_p, _POINTER, _POINTER),
    ),
    "EVP_DigestVerify": (c_int, (_POINTER, _BYTES, c_size_t, _BYTES, c_size_t)),
    "EVP_PKEY_CTX_new_from_name": (_POINTER, (_POINTER, c_char_p, c_char_p)),
    "EVP_PKEY_CTX_new_from_pkey": (_POINTER, (_POINTER, _POINTER, c_char_p)),
    "EVP_PKEY_CTX_set1_id": (c_int, (_POINTER, _BYTES, c_int)),
    "EVP_PKEY_CTX_free": (None, (_POINTER,)),
    "EVP_PKEY_fromdata_init": (c_int, (_POINTER,)),
    "EVP_PKEY_fromdata": (c_int, (_POINTER, _POINTER, c_int, _POINTER)),
    "EVP_PKEY_keygen_init": (c_int, (_POINTER,)),
    "EVP_PKEY_generate": (c_int, (_POINTER, _POINTER)),
    "EVP_PKEY_pairwise_check": (c_int, (_POINTER,)),
    "EVP_PKEY_is_a": (c_int, (_POINTER, c_char_p)),
    "EVP_PKEY_free": (None, (_POINTER,)),
    "EVP_PKEY_new_raw_public_key_ex": (
        _POINTER,
        (_POINTER, c_char_p, c_char_p, _BYTES, c_size_t),
    ),
    "EVP_PKEY_get_raw_public_key": (c_int, (_POINTER, _BYTES, _POINTER)),
    "EVP_PKEY_get_raw_private_key": (c_int, (_POINTER, _BYTES, _POINTER)),
    "i2d_PUBKEY": (c_int, (_POINTER, _POINTER)),
    "EVP_get_cipherbyname": (_POINTER, (c_char_p,)),
    "PKCS5_pbe2_set_scrypt": (
        _POINTER,
        (_POINTER, _BYTES, c_int, _BYTES, c_uint64, c_uint64, c_uint64),
    ),
    "X509_ALGOR_free": (None, (_POINTER,)),
    "EVP_PKEY2PKCS8": (_POINTER, (_POINTER,)),
    "EVP_PKCS82PKEY": (_POINTER, (_POINTER,)),
    "PKCS8_PRIV_KEY_INFO_free": (None, (_POINTER,)),
    "PKCS8_set0_pbe": (_POINTER, (_BYTES, c_int, _POINTER, _POINTER)),
    "PKCS8_decrypt": (_POINTER, (_POINTER, _BYTES, c_int)),
    "d2i_PKCS8_PRIV_KEY_INFO": (_POINTER, (_POINTER, _POINTER, c_long)),
    "d2i_X509_SIG": (_POINTER, (_POINTER, _POINTER, c_long)),
    "i2d_X509_SIG": (c_int, (_POINTER, _POINTER)),
    "X509_SIG_free": (None, (_POINTER,)),
}


class Parameter(ctypes.Structure):
    """OSSL_PARAM, as <openssl/core.h> lays it out."""

    _fields_ = (
        ("key", c_char_p),
        ("data_type", ctypes.c_uint),
        ("data", c_void_p),
        ("data_size", c_size_t),
        ("return_size", c_size_t),
    )


def parameters(**values: str | bytes) -> ctypes.Array[Parameter]:
    """An array of OSSL_PARAM: texts as UTF-8 strings, bytes as octet strings.

    It keeps what it points to alive.
    """
    array = (Parameter * (len(values) + 1))()
    kept = []
    for one, (key, value) in zip(array, values.items(), strict=False):
        data = value.encode() if isinstance(value, str) else value
        buffer = ctypes.create_string_buffer(data, len(data) + 1)
        kept.append(buffer)
        one.key = key.replace("_", "-").encode()
        one.data_type = _UTF8_STRING if isinstance(value, str) else _OCTET_STRING
        one.data = ctypes.addressof(buffer)
        one.data_size = len(data)
    array.kept = kept  # type: ignore[attr-defined]
    return array


class Libcrypto:
    """One loaded library: its functions are attributes of ``call``."""

    def __init__(self, loaded: ctypes.CDLL) -> None:
        """Raises CannotSeal where it is too old or lacks what a seal needs."""
        self.call = loaded
        for name, (returns, takes) in _SIGNATURES.items():
            function = getattr(loaded, name, None)
            if function is None:
                raise _cannot("its OpenSSL is older than 3.0 or not OpenSSL at all")
            function.restype = returns
            function.argtypes = takes
        if loaded.OpenSSL_version_num() < _OLDEST:
            raise _cannot("its OpenSSL is older than 3.0 or not OpenSSL at all")

    @property
    def version(self) -> str:
        """What the library says it is: "OpenSSL 3.0.19 27 Jan 2026"."""
        text: bytes = self.call.OpenSSL_version(0)
        return text.decode("ascii", "replace")

    def reason(self) -> str:
        """What the library says went wrong last, in this thread."""
        code = self.call.ERR_peek_last_error()
        buffer = ctypes.create_string_buffer(_REASON_BYTES)
        self.call.ERR_error_string_n(code, buffer, len(buffer))
        return buffer.value.decode("ascii", "replace") if code else ""

    def has(self, algorithm: bytes, digest: bytes) -> bool:
        """Whether keys of ``algorithm`` and the ``digest`` are there: builds leave some out."""
        self.call.ERR_set_mark()
        try:
            context = self.call.EVP_PKEY_CTX_new_from_name(None, algorithm, None)
            known = bool(context) and self.call.EVP_PKEY_keygen_init(context) == 1
            self.call.EVP_PKEY_CTX_free(context)
            found = self.call.EVP_MD_fetch(None, digest, None)
            self.call.EVP_MD_free(found)
            return known and bool(found)
        finally:
            self.call.ERR_pop_to_mark()


@cache
def _loaded() -> Libcrypto | str:
    """The library, or why there is none; found once, for a search costs some milliseconds."""
    problem = "no libcrypto is to be found, neither Python's own nor the system's"
    for candidate in _candidates():
        try:
            return Libcrypto(candidate)
        except CannotSeal as error:
            problem = str(error.facts["cause"])
    return problem


def libcrypto() -> Libcrypto:
    """The library. Raises CannotSeal, naming the reason, where there is none that will do."""
    found = _loaded()
    if isinstance(found, str):
        raise _cannot(found)
    return found


def _candidates() -> Iterator[ctypes.CDLL]:
    for module in ("_hashlib", "_ssl"):
        try:
            path = getattr(importlib.import_module(module), "__file__", None)
            if path:  # a search in an extension module's handle goes on to what it is linked to
                yield ctypes.CDLL(path)
        except (ImportError, OSError):
            continue
    # macOS ends a process that loads its own libcrypto by the name without a version.
    names = _NAMES if sys.platform == "darwin" else (*_NAMES, None)
    for name in names:
        try:
            found = name or ctypes.util.find_library("crypto")
            if found:
                yield ctypes.CDLL(found)
        except OSError:
            continue


def _cannot(reason: str) -> CannotSeal:
    return CannotSeal("signatures by OpenSSL are not to be had: {cause}", cause=reason)
