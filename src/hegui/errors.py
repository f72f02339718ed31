"""Every error hegui raises on purpose: one tree, drawn here.

    HeguiError
    ├── UsageError            the call itself is wrong (exit 2)
    │   ├── InvalidTrust      a trust file that is malformed or contradicts itself
    │   ├── ConfigError       hegui.toml or the environment says something unusable
    │   ├── MissingExtra      an optional dependency is not installed
    │   ├── InvalidCode       a provider code or credit code that breaks its rule
    │   ├── UnknownRecord     an id that no record of the catalogue has
    │   ├── InvalidLabel      a label that may not be written (GB 45438-2025 Annex E)
    │   ├── InvalidCredential  a C2PA signer's certificate, key or trust list that cannot be used
    │   ├── InvalidRecord     a record that the ledger may not keep as it is
    │   ├── ReusedKey         an idempotency key that another record was appended under
    │   ├── InvalidWording    an explicit label's text that may not be used (clause 5)
    │   └── UnusableFont      no glyph for a character of the label, or no font at all
    ├── RequestRefused        a request to the service that is not carried out (web/problems.py)
    ├── SealError             a seal could not be made or examined (exit 2)
    │   ├── CannotSeal        an algorithm, a library or a token is not at hand
    │   ├── InvalidKey        a key, a point or a key document that cannot be used
    │   ├── InvalidSignature  bytes that are no signature at all (not: one that does not verify)
    │   └── InvalidCertificate  bytes that are no certificate, or one that says what it may not
    ├── LedgerError           the ledger could not be used (exit 3)
    │   ├── LedgerUnavailable  not there, not reachable, its disk full, made by a newer hegui
    │   ├── BrokenLedger      what it holds contradicts itself
    │   ├── InvalidNote       bytes that are no signed note (not: one that is not signed)
    │   └── InvalidProof      bytes that are no proof (not: one that does not prove)
    └── FileError             a file could not be read or written (exit 3)
        ├── CannotRead        missing, no permission, not a regular file
        ├── UnknownFormat     no container known to hegui begins like this
        ├── NoSlot            a known format in which no place for a label exists
        │   └── PlainText     text other than Markdown, which bears an explicit label only
        ├── NoRoom            an explicit label that can be read has no room in the work
        ├── Unsupported       a known format, but a variant of it that is not worked on
        ├── BrokenFile        the bytes contradict their own format
        ├── CeilingExceeded   reading on would cost more than an untrusted file may
        ├── NoLabel           a label was needed and none (or none readable) is there
        ├── ForeignLabel      another producer's label stands in the way (Measures art. 10)
        ├── NoVerdict         what follows from an upload could not be told (Measures art. 6)
        ├── BreaksManifest    a C2PA manifest would no longer hold for what was to be written
        ├── StaleSeal         a seal would no longer hold for what was to be written
        ├── CannotWrite       disk full, read-only, target exists
        │   └── TargetExists  a batch's output has the name of a file that is not the batch's
        ├── FileChanged       the file changed while hegui was working on it
        ├── WorkerLost        the process that worked on the file ended before the file was done
        └── ReadBackFailed    the written label did not read back as intended

An error's sentence is an English template plus facts. The template is also the key
under which ``hegui.messages`` keeps the Chinese sentence, so this module needs nothing
above it. ``str(error)`` is English; ``messages.explain(error, lang)`` gives either.
"""

from __future__ import annotations

from typing import ClassVar


class HeguiError(Exception):
    """Base of all errors hegui raises on purpose.

    ``template`` is an English sentence with ``{named}`` places, ``facts`` fill them.
    ``path`` names the file, ``place`` the spot in it (a structure and a byte offset).
    """

    exit_status: ClassVar[int] = 2

    def __init__(
        self,
        template: str,
        /,
        *,
        path: str | None = None,
        place: str | None = None,
        **facts: object,
    ) -> None:
        super().__init__(template)
        self.template = template
        self.path = path
        self.place = place
        self.facts = facts

    @property
    def reason(self) -> str:
        """The sentence in English, without file and place."""
        return self.template.format(**self.facts) if self.facts else self.template

    @property
    def kind(self) -> str:
        """The class name: the stable machine-readable name of the error."""
        return type(self).__name__

    def __str__(self) -> str:
        return ": ".join(part for part in (self.path, self.place, self.reason) if part)


class UsageError(HeguiError):
    """The call itself is wrong: options that contradict, an identity that is missing."""


class ConfigError(UsageError):
    """hegui.toml or the environment says something that cannot be used."""


class InvalidTrust(UsageError):
    """A trust file is malformed, of an unknown version, or contradicts itself."""


class MissingExtra(UsageError):
    """An optional dependency is not installed; the sentence names the command that does."""


class UnknownRecord(UsageError):
    """An id that no record of the catalogue has."""


class InvalidCode(UsageError):
    """A provider code (TC260-PG-20252A) or credit code (GB 32100-2015) breaks its rule."""


class InvalidLabel(UsageError):
    """A label that strict writing refuses (GB 45438-2025 Annex E)."""


class InvalidCredential(UsageError):
    """A C2PA signer's certificate, key or trust list that cannot be used."""


class InvalidRecord(UsageError):
    """A record that the ledger may not keep as it is: too long, or about nothing."""


class ReusedKey(UsageError):
    """An idempotency key under which another record was appended."""


class InvalidWording(UsageError):
    """The text of an explicit label lacks what it must say (GB 45438-2025 clause 5)."""


class UnusableFont(UsageError):
    """A font without a glyph for a character of the label, or a file that is no font."""


class RequestRefused(HeguiError):
    """A request to the service that is not carried out; its kind says the status of the answer."""


class SealError(HeguiError):
    """A seal could not be made or examined (TC260-PG-202511A)."""


class CannotSeal(SealError):
    """An algorithm, a library or a token that a seal needs is not at hand; the reason is named."""


class InvalidKey(SealError):
    """A key, a point or a key document cannot be used: malformed, exposed, locked, or refused."""


class InvalidSignature(SealError):
    """Bytes are no signature at all; one that does not verify is an answer and no error."""


class InvalidCertificate(SealError):
    """Bytes are no certificate that can be read, or the certificate contradicts itself."""


class LedgerError(HeguiError):
    """The ledger could not be used."""

    exit_status: ClassVar[int] = 3


class LedgerUnavailable(LedgerError):
    """The ledger is not there, cannot be reached or written, or is of a newer hegui."""


class BrokenLedger(LedgerError):
    """What the ledger holds contradicts itself; ``hegui records verify`` says where."""


class InvalidNote(LedgerError):
    """Bytes are no signed note or checkpoint; one without a valid signature is an answer."""


class InvalidProof(LedgerError):
    """Bytes are no proof of a record; one that proves nothing is an answer and no error."""


class FileError(HeguiError):
    """A file could not be read or written."""

    exit_status: ClassVar[int] = 3


class CannotRead(FileError):
    """The file is missing, may not be read, or is not a regular file."""


class UnknownFormat(FileError):
    """No container known to hegui begins like this file."""


class NoSlot(FileError):
    """The format is known, and no place for an implicit label exists in it."""


class PlainText(NoSlot):
    """Text other than Markdown: an explicit label is all that it can bear (clause 5.1)."""


class NoRoom(FileError):
    """An explicit label large enough to be read has no room in the work (clause 5)."""


class Unsupported(FileError):
    """The format is known, but not this variant of it: a coding, a depth, a colour space."""


class BrokenFile(FileError):
    """The bytes contradict their own format; ``place`` says where."""


class CeilingExceeded(FileError):
    """A ceiling on untrusted input was reached: total read, one allocation, depth or count."""


class NoLabel(FileError):
    """A label was needed, and none, or none that can be read, is in the file."""


class ForeignLabel(FileError):
    """Another producer's label is in the file and must not be overwritten (Measures art. 10)."""


class NoVerdict(FileError):
    """What follows from an upload could not be told: something in it could not be looked at."""


class BreaksManifest(FileError):
    """A C2PA manifest would no longer hold for what was to be written; nothing was."""


class StaleSeal(FileError):
    """A seal in the file would be lost or would no longer hold; nothing was written."""


class CannotWrite(FileError):
    """The target could not be written; the original is as it was."""


class TargetExists(CannotWrite):
    """An output of a batch has the name of a file that the batch has not written."""


class FileChanged(FileError):
    """The file changed while hegui was working on it; nothing was written over it."""


class ReadBackFailed(FileError):
    """The label did not read back from the new file as intended; the original is as it was."""


class WorkerLost(FileError):
    """The process that worked on the file ended: it crashed, was killed, or was lost."""
