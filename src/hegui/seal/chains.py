"""Chains of certificates: from the one a seal was made with to one that is trusted (RFC 5280, 6).

What is checked: signatures, names, times, who may issue certificates and how deep, what keys may
be used for, critical extensions. What is not: revocation lists and online answers, since nothing
is fetched; a trust file says what was revoked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hegui.messages import Notice
from hegui.seal.algorithms import DEFAULT_USER_ID
from hegui.seal.certificates import Certificate

DEEPEST = 8
"""Certificates in a chain, both ends included."""
MOST_SIGNATURES = 64
"""Signatures tried in all: whoever sends certificates could make the search long."""

_SIGNING = frozenset(("digitalSignature", "nonRepudiation"))


class Fault(StrEnum):
    """Why a chain does not hold."""

    NO_ANCHOR = "no-anchor"
    SELF_SIGNED = "self-signed"
    SIGNATURE = "signature"
    NOT_YET = "not-yet-valid"
    EXPIRED = "expired"
    NO_AUTHORITY = "no-authority"
    PATH_LENGTH = "path-length"
    USAGE = "usage"
    EXTENSION = "extension"
    TOO_LONG = "too-long"


def _sentence(fault: Fault) -> str:
    """What a fault says, of ``{subject}``."""
    match fault:
        case Fault.NO_ANCHOR:
            template = "the issuer of {subject} is neither trusted nor given"
        case Fault.SELF_SIGNED:
            template = "{subject} is signed by itself and is not trusted"
        case Fault.SIGNATURE:
            template = "the signature on {subject} is not its issuer's"
        case Fault.NOT_YET:
            template = "{subject} is not valid yet"
        case Fault.EXPIRED:
            template = "{subject} has expired"
        case Fault.NO_AUTHORITY:
            template = "{subject} may not issue certificates, and did"
        case Fault.PATH_LENGTH:
            template = "more certificates stand below {subject} than it allows"
        case Fault.USAGE:
            template = "the key of {subject} may not be used for signing"
        case Fault.EXTENSION:
            template = "{subject} has a critical extension that hegui does not understand"
        case Fault.TOO_LONG:
            template = "the search for a trusted issuer was given up"
    return template


@dataclass(frozen=True, slots=True)
class ChainFault:
    """One reason, and the subject of the certificate it concerns."""

    fault: Fault
    subject: str

    @property
    def notice(self) -> Notice:
        """The reason as a sentence."""
        return Notice(_sentence(self.fault), {"subject": self.subject or "?"})


@dataclass(frozen=True, slots=True)
class Chain:
    """The answer: the path from the first certificate towards an anchor, and what speaks
    against it. It holds where nothing does."""

    path: tuple[Certificate, ...]
    faults: tuple[ChainFault, ...]

    @property
    def holds(self) -> bool:
        """Whether the first certificate is trusted at the moment asked about."""
        return not self.faults


def check_chain(
    certificate: Certificate,
    others: Sequence[Certificate],
    anchors: Sequence[Certificate],
    moment: datetime,
    user_id: bytes = DEFAULT_USER_ID,
) -> Chain:
    """Whether ``certificate`` can be traced to one of ``anchors`` at ``moment``.

    ``others`` came with it and are trusted in nothing. ``user_id`` is the one certificates are
    signed with. Where no path holds, the answer is the one that comes closest to an anchor.
    """
    search = _Search(others, anchors, user_id)
    best: Chain | None = None
    for path, ending in search.paths((certificate,)):
        faults = tuple(_faults(path, moment)) + ending
        chain = Chain(path, faults)
        if chain.holds:
            return chain
        # A path that reaches an anchor says more than one that does not.
        if best is None or (bool(ending), len(faults)) < (_open(best), len(best.faults)):
            best = chain
    assert best is not None
    return best


def _open(chain: Chain) -> bool:
    ends = (Fault.NO_ANCHOR, Fault.SELF_SIGNED, Fault.SIGNATURE, Fault.TOO_LONG)
    return any(one.fault in ends for one in chain.faults)


class _Search:
    """Paths from one certificate upwards, every signature on them checked."""

    def __init__(
        self, others: Sequence[Certificate], anchors: Sequence[Certificate], user_id: bytes
    ) -> None:
        self._others = others
        self._anchors = anchors
        self._user_id = user_id
        self._tried = 0

    def paths(
        self, path: tuple[Certificate, ...]
    ) -> Iterator[tuple[tuple[Certificate, ...], tuple[ChainFault, ...]]]:
        """(path, why it ends short of an anchor): those that reach one end with no reason."""
        last = path[-1]
        if any(last.raw == one.raw for one in self._anchors):
            yield path, ()
            return
        ending = Fault.SELF_SIGNED if last.self_issued else Fault.NO_ANCHOR
        for issuer in self._issuers(last):
            if any(issuer.raw == one.raw for one in path):
                continue
            if len(path) == DEEPEST or self._tried == MOST_SIGNATURES:
                ending = Fault.TOO_LONG
                break
            self._tried += 1
            if not last.signed_by(issuer.public_key, self._user_id):
                ending = Fault.SIGNATURE
                continue
            yield from self.paths((*path, issuer))
        yield path, (ChainFault(ending, last.subject.text),)

    def _issuers(self, certificate: Certificate) -> Iterator[Certificate]:
        """Whoever may have signed it: by name, and by key id where both say one."""
        for one in (*self._anchors, *self._others):
            wanted, offered = certificate.authority_key_id, one.subject_key_id
            if one.subject.raw == certificate.issuer.raw and (
                wanted is None or offered is None or wanted == offered
            ):
                yield one


def _faults(path: tuple[Certificate, ...], moment: datetime) -> Iterator[ChainFault]:
    """What speaks against each certificate of a path, apart from signatures."""
    below = 0  # authorities below that are not their own issuers (RFC 5280, 4.2.1.9)
    for depth, one in enumerate(path):
        found = list(_time_faults(one, moment))
        if one.unknown:
            found.append(Fault.EXTENSION)
        if depth == 0:
            if one.usages is not None and not one.usages & _SIGNING:
                found.append(Fault.USAGE)
        else:
            if not one.authority or (one.usages is not None and "keyCertSign" not in one.usages):
                found.append(Fault.NO_AUTHORITY)
            if one.path_length is not None and below > one.path_length:
                found.append(Fault.PATH_LENGTH)
            below += not one.self_issued
        yield from (ChainFault(fault, one.subject.text) for fault in found)


def _time_faults(certificate: Certificate, moment: datetime) -> Iterator[Fault]:
    if moment < certificate.not_before:
        yield Fault.NOT_YET
    if moment > certificate.not_after:
        yield Fault.EXPIRED
