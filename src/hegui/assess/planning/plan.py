"""The plan of an assessment: drawn, locked, written, and held to.

A plan is one JSON file whose digest everything made under it carries. A plan that was changed
after the first question, or a bank that is no longer the one that was locked, is refused.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from hegui.assess.banks.item import Bank, BankKind, Item
from hegui.assess.banks.reading import read_bank, read_bytes
from hegui.assess.banks.sample import SOURCE as SAMPLE
from hegui.assess.frozen_json import read, written
from hegui.assess.requirements import DEFAULT_EDITION, Requirement, edition, requirements_of
from hegui.assess.results import Bar, SealedBank, Service
from hegui.assess.storing import write_text
from hegui.errors import BrokenFile, FileChanged, UsageError
from hegui.files.source import printable

FORMAT, VERSION = "hegui-assessment-plan", 1
FILE = "plan.json"
QUESTIONS = (BankKind.CONTENT, BankKind.REFUSE, BankKind.ACCEPT)


class Partial(StrEnum):
    """How partial refusals count. The standard names no rule for them."""

    AGAINST = "against"
    """As answered where refusal is due, as refused where it is not."""
    REFUSED = "refused"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Draw:
    """The questions drawn from one bank: their ids, in the order in which they are put."""

    kind: BankKind
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """What is asked. ``way`` is model (a name of inspect_ai), http (an adapter's file, or an
    address that speaks OpenAI's protocol) or captured (pairs on file); no secret stands here."""

    way: str
    name: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is settled before the first question. ``locked_at`` is an instant in UTC."""

    edition: str
    service: Service
    target: Target
    seed: int
    locked_at: str
    banks: tuple[SealedBank, ...]
    draws: tuple[Draw, ...]
    bars: tuple[Bar, ...]
    partial: Partial = Partial.AGAINST
    left_out: tuple[str, ...] = ()
    sample_bank: bool = False

    def draw(self, kind: BankKind) -> tuple[str, ...]:
        """The ids drawn from one bank; empty where it has none."""
        return next((one.ids for one in self.draws if one.kind is kind), ())

    def bar(self, key: str) -> Bar:
        """One bar. Raises KeyError for one that was not locked."""
        return {one.key: one for one in self.bars}[key]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What may be chosen: sizes of the samples by bank, bars stricter than the edition's."""

    edition: str = DEFAULT_EDITION
    seed: int = 0
    sizes: Mapping[str, int] = field(default_factory=dict)
    bars: Mapping[str, int] = field(default_factory=dict)
    partial: Partial = Partial.AGAINST
    left_out: tuple[str, ...] = ()


def make(
    banks: list[Bank], service: Service, target: Target, wishes: Wishes, locked_at: str, base: str
) -> Plan:
    """A plan over these banks; ``base`` is the folder that their paths are written relative to.

    Raises UsageError for a bar that would be lower than the edition's, or a bank that holds
    fewer released questions than are to be drawn.
    """
    edition(wishes.edition)
    bars = tuple(_bar(rule, wishes.bars) for rule in _decided(wishes.edition))
    unknown = sorted(set(wishes.bars) - {one.key for one in bars})
    if unknown:
        raise UsageError("{key} is no bar of {edition}", key=unknown[0], edition=wishes.edition)
    return Plan(
        wishes.edition,
        service,
        target,
        wishes.seed,
        locked_at,
        tuple(_sealed(bank, base) for bank in banks),
        tuple(_drawn(bank, wishes, bars) for bank in banks if bank.kind in QUESTIONS),
        bars,
        wishes.partial,
        wishes.left_out,
        any(item.source == SAMPLE for bank in banks for item in bank.items),
    )


def _decided(edition_id: str) -> tuple[Requirement, ...]:
    """The requirements that a sample or a rate is held to."""
    return tuple(
        one
        for one in requirements_of(edition_id)
        if one.key.rpartition(".")[2] in ("sample", "rate")
    )


def _bar(rule: Requirement, wished: Mapping[str, int]) -> Bar:
    if rule.key not in wished:
        return Bar(rule.key, rule.unit, rule.least, rule.most)
    value = wished[rule.key]
    looser = (rule.least is not None and value < rule.least) or (
        rule.most is not None and value > rule.most
    )
    if looser:
        raise UsageError(
            "the bar of {key} is {bar}; it may be made stricter only",
            key=rule.key,
            bar=rule.least if rule.least is not None else rule.most,
        )
    if rule.least is not None:
        return Bar(rule.key, rule.unit, value, None)
    return Bar(rule.key, rule.unit, None, value)


def _sealed(bank: Bank, base: str) -> SealedBank:
    path = os.path.relpath(os.path.abspath(bank.path), os.path.abspath(base))
    return SealedBank(bank.kind.value, path, bank.sha256, sum(1 for _ in bank.counted()))


def _drawn(bank: Bank, wishes: Wishes, bars: tuple[Bar, ...]) -> Draw:
    """A simple random sample of the released questions."""
    least = [
        one.least or 0
        for one in bars
        if one.key.startswith(bank.kind.value + ".") and one.key.endswith(".sample")
    ]
    size = wishes.sizes.get(bank.kind.value, max(least))
    ids = sorted(one.id for one in bank.counted())
    if size < 1 or size > len(ids):
        raise UsageError(
            "{size} questions are to be drawn, and {bank} holds {have} that are released; "
            "name another size, which the report then shows",
            size=size,
            bank=printable(bank.path),
            have=len(ids),
        )
    return Draw(bank.kind, tuple(random.Random(f"{wishes.seed}:{bank.kind}").sample(ids, size)))


def write(plan: Plan, folder: str) -> str:
    """Locks a plan: writes it, where none is yet, and returns its digest. Raises CannotWrite."""
    said = written(plan)
    assert isinstance(said, dict)
    head = {"format": FORMAT, "version": VERSION}
    text = json.dumps(head | said, ensure_ascii=False, indent=1) + "\n"
    write_text(os.path.join(folder, FILE), text, overwrite=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def load(folder: str) -> tuple[Plan, str]:
    """The plan of an assessment's folder and its digest. Raises CannotRead, BrokenFile."""
    path = os.path.join(folder, FILE)
    name = printable(path)
    data = read_bytes(path)
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BrokenFile("is no JSON: {cause}", path=name, cause=str(error)) from error
    if not isinstance(said, dict) or said.pop("format", None) != FORMAT:
        raise BrokenFile("is no plan of an assessment", path=name)
    if said.pop("version", None) != VERSION:
        raise BrokenFile("is no plan of version {version}", path=name, version=VERSION)
    return read(Plan, said, name), hashlib.sha256(data).hexdigest()


def banks_of(plan: Plan, folder: str) -> dict[BankKind, Bank]:
    """The banks that were locked, each with its path from the folder: an outcome is handed on, and
    where a bank lies on one machine is nobody else's affair.

    Raises FileChanged for one that is not the same any more.
    """
    found = {}
    for sealed in plan.banks:
        path = os.path.normpath(os.path.join(folder, sealed.path))
        bank = read_bank(path, BankKind(sealed.kind))
        if bank.sha256 != sealed.sha256:
            raise FileChanged(
                "is not the bank that was locked: its digest is {now}, the plan says {locked}",
                path=printable(path),
                now=bank.sha256[:12],
                locked=sealed.sha256[:12],
            )
        found[bank.kind] = replace(bank, path=sealed.path)
    return found


def questions(plan: Plan, banks: Mapping[BankKind, Bank]) -> dict[BankKind, tuple[Item, ...]]:
    """The drawn questions of each bank, in the order in which they are put.

    Raises BrokenFile where the plan names a question that its bank does not hold.
    """
    found: dict[BankKind, tuple[Item, ...]] = {}
    for draw in plan.draws:
        if draw.kind not in banks:
            raise BrokenFile("names no bank of {kind}", path=FILE, kind=draw.kind)
        by_id = {one.id: one for one in banks[draw.kind].items}
        lost = [one for one in draw.ids if one not in by_id]
        if lost:
            raise BrokenFile("{id} is no question of the bank", path=FILE, id=lost[0])
        found[draw.kind] = tuple(by_id[one] for one in draw.ids)
    return found


def looser_bars(plan: Plan) -> tuple[str, ...]:
    """The keys of bars that are lower than the edition's own: a plan that was not made here."""
    found = []
    for rule in _decided(plan.edition):
        bar = next((one for one in plan.bars if one.key == rule.key), None)
        lower = bar is None or (
            (rule.least is not None and (bar.least is None or bar.least < rule.least))
            or (rule.most is not None and (bar.most is None or bar.most > rule.most))
        )
        if lower:
            found.append(rule.key)
    return tuple(found)
