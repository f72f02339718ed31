"""The filing package: one folder with the report and its annexes, every file with its digest.

What goes into the annexes is copied byte for byte; a bank whose file is no longer the one that
was assessed is refused. Names of files are Chinese, as the filing is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from hegui.assess.report.annexes import (
    AGREEMENT,
    ANNOTATION,
    KEYWORDS,
    QUESTIONS,
    REPORT,
    Annex,
)
from hegui.assess.report.contents import Lack, Packed, contents
from hegui.assess.report.document import document
from hegui.assess.results import Assessment, BankRecord, to_json
from hegui.errors import CannotWrite, FileChanged
from hegui.files.source import Source, open_source, printable
from hegui.files.target import Target, make_directory
from hegui.files.writing import write_edited
from hegui.messages import Notice
from hegui.render.document.blocks import Document

MANIFEST = "filing.json"
_FORMAT, _VERSION = "hegui-filing", 1
_KEYWORDS = "keywords"
_BLOCK = 1 << 20
_QUESTION_BANKS = ("content", "refuse", "accept")

Making = Callable[[Document, str, str], bytes]
"""Makes a document's bytes: (document, suffix ".docx" or ".pdf", language)."""


@dataclass(frozen=True, slots=True)
class Filing:
    """What was packed, what is missing, and the digest of the manifest."""

    packed: tuple[Packed, ...]
    lacks: tuple[Lack, ...]
    sha256: str


@dataclass(slots=True)
class _Packing:
    folder: str
    packed: list[Packed] = field(default_factory=list)

    def write(self, annex: Annex | None, path: str, data: bytes) -> None:
        """One made file."""
        target = os.path.join(self.folder, path)
        _write(Source.of_bytes(data, target), target)
        self.packed.append(Packed(annex, path, sha256(data).hexdigest(), len(data)))

    def copy(self, annex: Annex, original: str, expected: str = "") -> None:
        """One file as it is. Raises FileChanged where it has not the digest that is expected."""
        with open_source(original) as source:
            digest = _digest(source)
            if expected and digest != expected:
                raise FileChanged(
                    "is not the file that was assessed: its SHA-256 is {digest}",
                    path=printable(original),
                    digest=digest,
                )
            path = self._free(f"{annex.folder}/{os.path.basename(original)}")
            target = os.path.join(self.folder, path)
            make_directory(os.path.dirname(target))
            _write(source, target)
            self.packed.append(Packed(annex, path, digest, source.size))

    def _free(self, path: str) -> str:
        """The path, or one with a number: two files may bear one name."""
        taken = {one.path for one in self.packed}
        stem, suffix = os.path.splitext(path)
        at, free = 1, path
        while free in taken:
            at += 1
            free = f"{stem}-{at}{suffix}"
        return free


def package(
    assessment: Assessment,
    folder: str,
    make: Making,
    *,
    agreement: Iterable[str] = (),
    annotation: Iterable[str] = (),
    base: str = "",
    team: bool = False,
) -> Filing:
    """Writes the package into a new folder, or one that is empty.

    ``agreement`` and ``annotation`` are the provider's files for annexes 2 and 3; the banks are
    looked for from ``base``. ``team`` adds the report in English. Raises CannotWrite, CannotRead,
    FileChanged, and what ``make`` raises.
    """
    make_directory(folder)
    if os.listdir(folder):
        raise CannotWrite("is a folder that is not empty", path=printable(folder))
    report = document(assessment)
    packing = _Packing(folder)
    _report(packing, report, assessment, make, team=team)
    lacks: list[Lack] = []
    for annex, paths in ((AGREEMENT, tuple(agreement)), (ANNOTATION, tuple(annotation))):
        for path in paths:
            packing.copy(annex, path)
        if not paths:
            lacks.append(Lack(annex, Notice("no file was given")))
    lacks += _banks(packing, assessment.banks, base)
    listed = contents(assessment, report.made, packing.packed, lacks)
    packing.write(None, "备案材料清单.docx", make(listed, ".docx", "zh"))
    manifest = _manifest(assessment, packing.packed, lacks)
    target = os.path.join(folder, MANIFEST)
    _write(Source.of_bytes(manifest, target), target)
    return Filing(tuple(packing.packed), tuple(lacks), sha256(manifest).hexdigest())


def _report(
    packing: _Packing, report: Document, assessment: Assessment, make: Making, *, team: bool
) -> None:
    for suffix in (".docx", ".pdf"):
        packing.write(REPORT, f"{REPORT.folder}{suffix}", make(report, suffix, "zh"))
        if team:
            name = f"annex-1-security-assessment-report{suffix}"
            packing.write(REPORT, name, make(report, suffix, "en"))
    packing.write(REPORT, f"{REPORT.folder}.json", to_json(assessment).encode())


def _banks(packing: _Packing, banks: Iterable[BankRecord], base: str) -> list[Lack]:
    found: set[str] = set()
    for bank in banks:
        annex = KEYWORDS if bank.kind == _KEYWORDS else QUESTIONS
        packing.copy(annex, os.path.join(base, bank.path), bank.sha256)
        found.add(bank.kind)
    lacks = [Lack(KEYWORDS, Notice("no keyword library was assessed"))]
    return lacks[_KEYWORDS in found :] + [
        Lack(QUESTIONS, Notice("no bank of the kind {kind} was assessed", {"kind": kind}))
        for kind in _QUESTION_BANKS
        if kind not in found
    ]


def _manifest(assessment: Assessment, packed: Iterable[Packed], lacks: Iterable[Lack]) -> bytes:
    told = {
        "format": _FORMAT,
        "version": _VERSION,
        "service": assessment.service.name,
        "edition": assessment.edition,
        "made_at": assessment.made_at,
        "files": [
            {"annex": one.number, "path": one.path, "sha256": one.sha256, "size": one.size}
            for one in packed
        ],
        "missing": [{"annex": one.annex.number, "what": one.what.say()} for one in lacks],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _digest(source: Source) -> str:
    digest = sha256()
    for at in range(0, source.size, _BLOCK):
        digest.update(source.read(at, min(_BLOCK, source.size - at), "data"))
    return digest.hexdigest()


def _write(source: Source, path: str) -> None:
    write_edited(source, (), Target(path), original=None, verify=lambda _: None)
