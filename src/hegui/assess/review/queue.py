"""The queue on file: items, people with their roles, opinions; several may work at once.

One SQLite file an assessment. It holds no view of a machine, so that nobody who judges can see
one. Every item is judged once by a person of the first role and once by one of the second, never
by the same; where they disagree a person of the third decides. An opinion is never changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from hegui.assess.judgements.refusals import Refusal
from hegui.assess.review import statements as sql
from hegui.assess.review.judging import Asks, Opinion, Role, agree, checked, joined
from hegui.errors import BrokenFile, CannotRead, CannotWrite, FileChanged, UsageError
from hegui.files.source import printable

FILE = "review.sqlite"
_VERSION = 1
_WAIT = 30  # seconds for another writer
_HELD = 900
"""Seconds for which an item that was handed out is not handed to another of the same role."""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One thing to judge. ``subject`` is its bank, or corpus; ``question`` may be empty."""

    id: str
    asks: Asks
    question: str
    answer: str
    subject: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review is: ``settled`` of ``items`` have a decision, ``disputed`` wait for the
    third, ``by_role`` how many each role has judged."""

    items: int
    settled: int
    disputed: int
    by_role: dict[str, int]


@dataclass(frozen=True, slots=True)
class Settled:
    """The people's decision on one item, and whether the third had to be asked."""

    id: str
    subject: str
    opinion: Opinion
    resolved: bool


class Queue:
    """An open queue. Every method may raise CannotWrite or CannotRead."""

    def __init__(self, path: str, connection: sqlite3.Connection) -> None:
        self._path = path
        self._db = connection

    def add(self, items: Iterable[ReviewItem]) -> int:
        """Puts items into the queue that are not there yet; returns how many."""
        with self._change() as db:
            place = db.execute(sql.LAST_PLACE).fetchone()[0]
            before = db.total_changes
            for at, item in enumerate(items, start=place + 1):
                db.execute(
                    sql.ADD_ITEM,
                    (
                        item.id,
                        at,
                        item.asks.value,
                        _storable(item.question),
                        _storable(item.answer),
                        item.subject,
                    ),
                )
            added: int = db.total_changes - before
            return added

    def appoint(self, name: str, role: Role) -> None:
        """Gives a person a role. Raises UsageError for one who has another already."""
        name = name.strip()
        if not name or len(name) > 200:
            raise UsageError("name the person")
        with self._change() as db:
            held = db.execute(sql.ROLE, (name,)).fetchone()
            if held and held[0] != role.value:
                raise UsageError("{name} has the role {role} already", name=name, role=held[0])
            db.execute(sql.ADD_PERSON, (name, role.value))

    def people(self) -> dict[str, Role]:
        """Everyone with a role."""
        with self._look() as db:
            return {name: Role(role) for name, role in db.execute(sql.PEOPLE)}

    def next_for(self, name: str, after: str = "") -> ReviewItem | None:
        """The next item for this person, held for them a while; None where nothing waits.

        Those behind the item ``after`` come first, then those before it: so one is skipped, and
        comes again. Raises UsageError for a person without a role.
        """
        now = datetime.now(UTC).timestamp()
        with self._change() as db:
            role = self._role(db, name)
            place = db.execute(sql.PLACE, (after,)).fetchone()
            facts = {
                "name": name,
                "role": role.value,
                "now": now,
                "after": place[0] if place else 0,
            }
            row = db.execute(_NEXT[role], facts).fetchone()
            if row is None:
                return None
            db.execute(
                sql.HAND,
                (row[0], role.value, name, now + _HELD),
            )
            return _item(row)

    def give_back(self, item_id: str, name: str) -> None:
        """Lets others have an item that was handed to this person and is not judged."""
        with self._change() as db:
            db.execute(sql.GIVE_BACK, (item_id, name))

    def item(self, item_id: str) -> ReviewItem:
        """One item. Raises UsageError for an unknown one."""
        with self._look() as db:
            row = db.execute(sql.ITEM, (item_id,)).fetchone()
        if row is None:
            raise UsageError("{id} is not in the queue", id=item_id)
        return _item(row)

    def opinions(self, item_id: str) -> dict[Role, Opinion]:
        """What was said of one item: shown to the third only, who has to decide."""
        with self._look() as db:
            rows = db.execute(sql.OPINIONS, (item_id,)).fetchall()
        return {Role(role): _opinion(*rest) for role, *rest in rows}

    def judge(self, item_id: str, name: str, opinion: Opinion) -> None:
        """Keeps what a person says of an item.

        Raises UsageError where the person judged it before, another of the same role did, the
        third is not needed, or the opinion does not answer what was asked.
        """
        kept = checked(opinion, self.item(item_id).asks)
        with self._change() as db:
            role = self._role(db, name)
            self._may_judge(db, item_id, name, role)
            db.execute(
                sql.ADD_OPINION,
                (
                    item_id,
                    role.value,
                    name,
                    json.dumps(kept.risks),
                    kept.refusal.value if kept.refusal else "",
                    _storable(kept.reason),
                    datetime.now(UTC).isoformat(timespec="seconds"),
                ),
            )
            db.execute(sql.TAKE_BACK, (item_id, role.value))

    def _may_judge(self, db: sqlite3.Connection, item_id: str, name: str, role: Role) -> None:
        said = dict(db.execute(sql.WHO_JUDGED, (item_id,)))
        if name in said.values():
            raise UsageError("{name} has judged {id} already", name=name, id=item_id)
        if role.value in said:
            raise UsageError(
                "{id} was judged in the role {role} already", id=item_id, role=role.value
            )
        if role is Role.THIRD and not self._disputed(db, item_id):
            raise UsageError("{id} is not disputed: there is nothing to resolve", id=item_id)

    def _disputed(self, db: sqlite3.Connection, item_id: str) -> bool:
        rows = db.execute(
            sql.BOTH,
            (item_id,),
        ).fetchall()
        if len(rows) != 2:
            return False
        return not agree(_opinion(*rows[0][1:4]), _opinion(*rows[1][1:4]), Asks(rows[0][4]))

    def progress(self) -> Progress:
        """How far the review is."""
        settled = sum(1 for _ in self.settled())
        with self._look() as db:
            items = db.execute(sql.ITEMS).fetchone()[0]
            roles = dict(db.execute(sql.BY_ROLE))
            both = db.execute(sql.BOTH_JUDGED).fetchone()[0]
        by_role = {role.value: roles.get(role.value, 0) for role in Role}
        return Progress(items, settled, both - settled, by_role)

    def settled(self) -> Iterator[Settled]:
        """Every item with a decision, in the order of the queue."""
        with self._look() as db:
            rows = db.execute(sql.SAID).fetchall()
        said: dict[str, dict[Role, Opinion]] = {}
        about: dict[str, tuple[str, Asks]] = {}
        for item, subject, asks, role, *rest in rows:
            said.setdefault(item, {})[Role(role)] = _opinion(*rest)
            about[item] = subject, Asks(asks)
        for item, opinions in said.items():
            subject, asks = about[item]
            decided = _decided(opinions, asks)
            if decided is not None:
                yield Settled(item, subject, decided, Role.THIRD in opinions)

    def _role(self, db: sqlite3.Connection, name: str) -> Role:
        row = db.execute(sql.ROLE, (name,)).fetchone()
        if row is None:
            raise UsageError("{name} has no role in this review", name=name)
        return Role(row[0])

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """One change, whole or not at all; another's change meanwhile is waited for."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise CannotWrite(
                "cannot be written: {cause}", path=printable(self._path), cause=str(error)
            ) from error

    @contextmanager
    def _look(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._db
        except sqlite3.Error as error:
            raise CannotRead(
                "cannot be read: {cause}", path=printable(self._path), cause=str(error)
            ) from error


@contextmanager
def open_queue(path: str, plan: str) -> Iterator[Queue]:
    """The queue of the plan of this digest, new where there is none.

    Raises CannotRead, BrokenFile for a file that is none, FileChanged for another plan's.
    """
    name = printable(path)
    try:
        db = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    except sqlite3.Error as error:
        raise CannotRead("cannot be opened: {cause}", path=name, cause=str(error)) from error
    try:
        _prepare(db, plan, name)
        yield Queue(path, db)
    finally:
        db.close()


def _prepare(db: sqlite3.Connection, plan: str, name: str) -> None:
    try:
        for statement in sql.SETTINGS:
            db.execute(statement)
        db.execute("BEGIN IMMEDIATE")
        if db.execute(sql.TABLES_THERE).fetchone()[0] == 0:
            for statement in sql.TABLES.split(";"):
                db.execute(statement)
            head = {"format": "hegui-review", "version": str(_VERSION), "plan": plan}
            db.executemany(sql.ADD_ABOUT, head.items())
        about = dict(db.execute(sql.ABOUT))
        db.execute("COMMIT")
    except sqlite3.Error as error:
        raise BrokenFile("is no review queue: {cause}", path=name, cause=str(error)) from error
    if about.get("format") != "hegui-review" or about.get("version") != str(_VERSION):
        raise BrokenFile("is no review queue of version {version}", path=name, version=_VERSION)
    if about.get("plan") != plan:
        raise FileChanged(
            "was made under another plan: {there}, and the plan is {here}",
            path=name,
            there=str(about.get("plan"))[:12],
            here=plan[:12],
        )


def _decided(opinions: dict[Role, Opinion], asks: Asks) -> Opinion | None:
    if Role.THIRD in opinions:
        return opinions[Role.THIRD]
    first, second = opinions.get(Role.FIRST), opinions.get(Role.SECOND)
    if first is None or second is None or not agree(first, second, asks):
        return None
    return joined(first, second)


_NEXT = {Role.FIRST: sql.NEXT, Role.SECOND: sql.NEXT, Role.THIRD: sql.NEXT_DISPUTED}


def _item(row: tuple[str, str, str, str, str]) -> ReviewItem:
    identity, asks, question, answer, subject = row
    return ReviewItem(identity, Asks(asks), question, answer, subject)


def _opinion(risks: str, refusal: str, reason: str) -> Opinion:
    return Opinion(tuple(json.loads(risks)), Refusal(refusal) if refusal else None, reason)


def _storable(text: str) -> str:
    """SQLite keeps UTF-8: half a character is shown as what stands for one."""
    return text.encode("utf-8", "replace").decode("utf-8")
