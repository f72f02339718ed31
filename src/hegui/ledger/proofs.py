"""Proofs as files that need nothing but the ledger's public key to be believed.

A record's proof is JSON: ``{"format":"hegui-record-proof/1","entry":…,"proof":…}``, where ``entry``
is the base64 of the entry's bytes and ``proof`` a C2SP tlog-proof (index, inclusion path, signed
checkpoint). ``personal`` (salt and data, base64) is there where the personal members were asked
for. A consistency proof is ``{"format":"hegui-consistency-proof/1","old":…,"new":…,"path":[…]}``:
two signed checkpoints and the path of RFC 6962, 2.1.2. Nothing here needs a database.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass

from hegui.errors import BrokenLedger, InvalidNote, InvalidProof
from hegui.ledger.entries import LARGEST as LARGEST_ENTRY
from hegui.ledger.entries import Entry, Personal, decode_entry
from hegui.ledger.merkle import HASH_BYTES, leaf_hash, proves_consistency, proves_inclusion
from hegui.ledger.notes import Checkpoint, Note, VerifierKey
from hegui.messages import Notice

RECORD_FORMAT = "hegui-record-proof/1"
CONSISTENCY_FORMAT = "hegui-consistency-proof/1"
LARGEST = 1024 * 1024
"""Bytes of a proof file."""

_TLOG_PROOF = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})", re.ASCII)
_LONGEST_PATH = 128


@dataclass(frozen=True, slots=True)
class RecordProof:
    """One entry (its bytes), its position, the path to the root, and the signed checkpoint."""

    entry: bytes
    index: int
    path: tuple[bytes, ...]
    note: Note
    personal: Personal | None = None

    def tlog_proof(self) -> str:
        """The proof alone, as C2SP tlog-proof."""
        lines = [_TLOG_PROOF, f"index {self.index}", *map(_text, self.path), "", str(self.note)]
        return "\n".join(lines)

    def dump(self) -> bytes:
        """The file."""
        members: dict[str, object] = {
            "format": RECORD_FORMAT,
            "entry": _text(self.entry),
            "proof": self.tlog_proof(),
        }
        if self.personal is not None:
            members["personal"] = {
                "salt": _text(self.personal.salt),
                "data": _text(self.personal.data),
            }
        return _dump(members)

    def decode(self) -> Entry:
        """The entry that is proved. Raises BrokenLedger."""
        return decode_entry(self.index, self.entry, self.personal)

    def problem(self, key: VerifierKey) -> Notice | None:
        """Why this proves nothing to who trusts ``key``; None where it proves the entry.

        Raises CannotSeal where Ed25519 cannot be verified here.
        """
        checkpoint, problem = _checkpoint(self.note, key)
        if checkpoint is None:
            return problem
        leaf = leaf_hash(self.entry)
        if not proves_inclusion(leaf, self.index, checkpoint.size, self.path, checkpoint.root):
            return Notice("the path does not lead from the entry to the signed root")
        try:
            entry = decode_entry(self.index, self.entry)
        except BrokenLedger as error:
            return Notice(error.template, error.facts)
        if self.personal is not None and self.personal.commitment != entry.commitment:
            return Notice("the personal members are not those that the entry was made with")
        return None


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """Two signed checkpoints, and the path that shows that the newer tree begins with the older."""

    old: Note
    new: Note
    path: tuple[bytes, ...]

    def dump(self) -> bytes:
        """The file."""
        return _dump(
            {
                "format": CONSISTENCY_FORMAT,
                "old": str(self.old),
                "new": str(self.new),
                "path": [_text(one) for one in self.path],
            }
        )

    def problem(self, key: VerifierKey) -> Notice | None:
        """Why this proves nothing to who trusts ``key``; None where it does. Raises CannotSeal."""
        old, problem = _checkpoint(self.old, key)
        if old is None:
            return problem
        new, problem = _checkpoint(self.new, key)
        if new is None:
            return problem
        if not proves_consistency(old.size, new.size, self.path, old.root, new.root):
            return Notice(
                "the tree of {new} entries does not begin with that of {old}",
                {"new": new.size, "old": old.size},
            )
        return None


def parse_proof(data: bytes) -> RecordProof | ConsistencyProof:
    """The proof in a file's bytes. Raises InvalidProof, InvalidNote."""
    if len(data) > LARGEST:
        raise InvalidProof("is larger than a proof can be")
    try:
        members = json.loads(data)
        match members["format"]:
            case "hegui-record-proof/1":
                return _record_proof(members)
            case "hegui-consistency-proof/1":
                path = tuple(_hash(one) for one in members["path"][: _LONGEST_PATH + 1])
                _check_length(path)
                old, new = (Note.parse(members[one].encode()) for one in ("old", "new"))
                return ConsistencyProof(old, new, path)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    raise InvalidProof("is no proof of a ledger: a JSON object with format, entry and proof")


def parse_tlog_proof(text: str) -> tuple[int, tuple[bytes, ...], Note]:
    """Index, path and signed checkpoint of a C2SP tlog-proof. Raises InvalidProof, InvalidNote."""
    head, gap, note = text.partition("\n\n")
    lines = head.split("\n")
    if lines[1:2] and lines[1].startswith("extra "):
        del lines[1]
    index = _INDEX.fullmatch(lines[1]) if len(lines) > 1 else None
    if not gap or lines[0] != _TLOG_PROOF or index is None:
        raise InvalidProof("the proof is none of the form {name}", name=_TLOG_PROOF)
    _check_length(lines[2:])
    try:
        path = tuple(map(_hash, lines[2:]))
    except ValueError:
        raise InvalidProof("a line of the proof is no hash") from None
    return int(index[1]), path, Note.parse(note.encode("utf-8", "replace"))


def _record_proof(members: dict[str, object]) -> RecordProof:
    proof, personal = members["proof"], members.get("personal")
    entry = _bytes(members["entry"])
    if not isinstance(proof, str) or len(entry) > LARGEST_ENTRY:
        raise ValueError
    index, path, note = parse_tlog_proof(proof)
    kept = None
    if personal is not None:
        if not isinstance(personal, dict):
            raise ValueError
        kept = Personal(_bytes(personal["salt"]), _bytes(personal["data"]))
    return RecordProof(entry, index, path, note, kept)


def _checkpoint(note: Note, key: VerifierKey) -> tuple[Checkpoint | None, Notice | None]:
    """The checkpoint that ``key`` signed, or why there is none."""
    if not note.signed_by(key):
        return None, Notice("the checkpoint is not signed by {name}", {"name": key.name})
    try:
        checkpoint = Checkpoint.parse(note.text)
    except InvalidNote as error:
        return None, Notice(error.template, error.facts)
    if checkpoint.origin != key.name:
        return None, Notice("the checkpoint is of another ledger")
    return checkpoint, None


def _check_length(path: object) -> None:
    if isinstance(path, list | tuple) and len(path) > _LONGEST_PATH:
        raise InvalidProof("a path of more than {ceiling} hashes is none", ceiling=_LONGEST_PATH)


def _hash(text: object) -> bytes:
    data = _bytes(text)
    if len(data) != HASH_BYTES:
        raise ValueError
    return data


def _bytes(text: object) -> bytes:
    if not isinstance(text, str):
        raise ValueError
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError from None


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _dump(members: dict[str, object]) -> bytes:
    return json.dumps(members, indent=1, ensure_ascii=False).encode() + b"\n"
