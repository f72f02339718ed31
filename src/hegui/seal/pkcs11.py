"""A signer whose private key is on a PKCS#11 token and never leaves it.

Tried with SoftHSM, which has no SM2: there with ECDSA on P-256, which is no seal of the guide.
PKCS#11 has no number for SM2 either; tokens that have it use numbers of their vendors, which
the URI names (``token_uri``). That way is not tried with a token, so whatever comes back is
verified before anybody relies on it.
"""

from __future__ import annotations

import os
import threading
import weakref
from contextlib import suppress
from hashlib import sha256

import pkcs11
from pkcs11.exceptions import PinIncorrect, PinInvalid, PinLenRange, PinLocked, PKCS11Error

from hegui.errors import CannotSeal, HeguiError, InvalidKey
from hegui.seal import der
from hegui.seal.algorithms import DEFAULT_USER_ID, ECDSA_WITH_SHA256, SM2_WITH_SM3
from hegui.seal.curves import CURVES, FIELD_BYTES, SM2
from hegui.seal.plain import identity_digest
from hegui.seal.public_keys import PublicKey
from hegui.seal.signatures import Signature
from hegui.seal.sm3 import sm3
from hegui.seal.token_uri import TokenKey
from hegui.seal.verifying import check_user_id, verify

_ECDSA = 0x1041  # CKM_ECDSA: a digest in, r and s out


class Pkcs11Signer:
    """Signs on a token, one signature after another, in the process that opened it.

    Neither copied nor pickled; ``close`` (or a ``with``) ends the session.
    """

    def __init__(self, key: TokenKey, pin: bytes, user_id: bytes = DEFAULT_USER_ID) -> None:
        """Raises InvalidKey for a wrong PIN or a key hegui cannot sign with, CannotSeal where
        the library, the token or the key is not there."""
        check_user_id(user_id)
        self._user_id = user_id
        self._hashes = key.hashes
        self._lock = threading.Lock()
        self._process = os.getpid()
        try:
            token = _token(key)
            name = (self._process, key.module, token.serial)
            session = _open(name, token, pin)
        except (PinIncorrect, PinInvalid, PinLenRange, PinLocked) as error:
            raise InvalidKey("the token refuses the PIN: {cause}", cause=_said(error)) from None
        except (PKCS11Error, RuntimeError, OSError) as error:
            raise CannotSeal(
                "the token cannot be used: {cause}", path=key.module, cause=_said(error)
            ) from None
        self._end = weakref.finalize(self, _close, name, session)
        try:
            self._private, self._public_key = _find(session, key)
            self._mechanism = _mechanism(key, self._public_key)
        except PKCS11Error as error:
            self.close()
            raise CannotSeal(
                "the key on the token cannot be used: {cause}", cause=_said(error)
            ) from None
        except HeguiError:
            self.close()
            raise

    @property
    def algorithm(self) -> str:
        """SM2 with SM3, or ECDSA with SHA-256."""
        return SM2_WITH_SM3 if self.guide else ECDSA_WITH_SHA256

    @property
    def guide(self) -> bool:
        """Whether the key is an SM2 key, as TC260-PG-202511A asks for."""
        return self._public_key.curve is SM2

    @property
    def public_key(self) -> PublicKey:
        """What its signatures verify with, as the token says."""
        return self._public_key

    def sign(self, message: bytes) -> Signature:
        """A signature over ``message``, verified. Raises CannotSeal."""
        if os.getpid() != self._process:
            raise CannotSeal("a token's session does not survive a fork: open the key again")
        with self._lock:  # a session does one thing at a time
            try:
                made = self._private.sign(self._input(message), mechanism=self._mechanism)
            except PKCS11Error as error:
                raise CannotSeal(
                    "the key on the token cannot be used: {cause}", cause=_said(error)
                ) from None
        raw = len(made) == 2 * FIELD_BYTES
        signature = Signature.from_raw(made) if raw else Signature.from_der(made)
        if not verify(self._public_key, message, signature, self._user_id):
            raise CannotSeal(
                "what the token signed does not verify: another mechanism or user id is needed"
            )
        return signature

    def close(self) -> None:
        """Ends the session; the signer is of no use afterwards."""
        self._end()

    def __enter__(self) -> Pkcs11Signer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return "<Pkcs11Signer>"

    def __reduce__(self) -> str:
        raise TypeError("a signer is neither copied nor pickled")

    def _input(self, message: bytes) -> bytes:
        if self._hashes:
            return message
        if self.guide:
            return sm3(identity_digest(self._public_key, self._user_id) + message)
        return sha256(message).digest()


def _token(key: TokenKey) -> pkcs11.Token:
    library = pkcs11.lib(key.module)
    found = list(library.get_tokens(token_label=key.token, token_serial=key.serial))
    if len(found) != 1:
        raise CannotSeal("{count} tokens fit the PKCS#11 URI where one must", count=len(found))
    return found[0]


class _Login:
    """A login counts for all of a process's sessions with a token: the first signer logs in,
    the last one out."""

    def __init__(self, session: pkcs11.Session) -> None:
        self.session = session
        self.users = 0


_Name = tuple[int, str, bytes]  # process, library, serial number
_logins: dict[_Name, _Login] = {}
_logins_lock = threading.Lock()


def _open(name: _Name, token: pkcs11.Token, pin: bytes) -> pkcs11.Session:
    """A session of a token that is logged in; the PIN counts where none is yet."""
    try:
        text = pin.decode()
    except UnicodeDecodeError:
        raise InvalidKey("the token's PIN is not in UTF-8") from None
    with _logins_lock:
        if name not in _logins:
            _logins[name] = _Login(token.open(user_pin=text))
        session = token.open()
        _logins[name].users += 1
    return session


def _close(name: _Name, session: pkcs11.Session) -> None:
    if os.getpid() != name[0]:
        return  # a forked child's copy: the session is its parent's
    with _logins_lock, suppress(PKCS11Error):
        login = _logins[name]
        login.users -= 1
        if not login.users:
            del _logins[name]
            login.session.close()
        session.close()


def _find(session: pkcs11.Session, key: TokenKey) -> tuple[pkcs11.PrivateKey, PublicKey]:
    named = {"label": key.label, "id": key.id}
    private = session.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, **named)
    public = session.get_key(object_class=pkcs11.ObjectClass.PUBLIC_KEY, **named)
    group = der.Reader(bytes(public[pkcs11.Attribute.EC_PARAMS]), InvalidKey, "a public key").oid()
    curve = next((one for one in CURVES if one.oid == group), None)
    if curve is None:
        raise InvalidKey("it is a key on another curve: {oid}", oid=group)
    point = bytes(public[pkcs11.Attribute.EC_POINT])
    if len(point) == 2 * FIELD_BYTES + 3:  # as an OCTET STRING, which not every token makes of it
        point = der.Reader(point, InvalidKey, "a public key").octets()
    return private, PublicKey.from_sec1(point, curve)


def _mechanism(key: TokenKey, public_key: PublicKey) -> pkcs11.Mechanism:
    number = key.mechanism
    if number is None:
        if public_key.curve is SM2:
            raise CannotSeal(
                "PKCS#11 has no number for SM2: name your token's with hegui-mechanism in the URI"
            )
        number = _ECDSA
    try:
        return pkcs11.Mechanism(number)
    except ValueError:
        # A vendor's own number: python-pkcs11 takes members of its enumeration only.
        member = int.__new__(pkcs11.Mechanism, number)
        member._name_, member._value_ = f"0x{number:08X}", number
        return member


def _said(error: Exception) -> str:
    """What a library's error says; python-pkcs11 puts it into the class's name."""
    return str(error) or type(error).__name__
