"""Reviews of assessments that the service was given: nothing else on the disk can be reached."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from hegui.assess.review.judging import Opinion, Role
from hegui.assess.review.queue import FILE, Progress, Queue, ReviewItem, open_queue
from hegui.extras import needed
from hegui.web.problems import Problem


@dataclass(frozen=True, slots=True)
class Review:
    """The review of one assessment. ``plan`` is the SHA-256 of its plan, ``service`` the name of
    what is assessed, ``folder`` where its queue lies: that is shown to nobody."""

    number: int
    folder: str
    plan: str
    service: str

    @contextmanager
    def queue(self) -> Iterator[Queue]:
        """Its queue. Raises Problem where nobody filled one, and what opening it raises."""
        path = os.path.join(self.folder, FILE)
        if not os.path.exists(path):
            raise Problem("NotFound", "the review has no queue yet: hegui assess review fills it")
        with open_queue(path, self.plan) as queue:
            yield queue

    @property
    def filled(self) -> bool:
        """Whether it has a queue."""
        return os.path.exists(os.path.join(self.folder, FILE))


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a review is, and the role of whoever asks, if they have one."""

    progress: Progress
    role: Role | None


@dataclass(frozen=True, slots=True)
class Task:
    """What one person has before them. ``said`` is what the two said who disagree, in the
    order of their roles: for the third alone, everybody else gets nothing."""

    item: ReviewItem | None
    standing: Standing
    said: tuple[Opinion, ...]


def known_reviews(folders: tuple[str, ...]) -> tuple[Review, ...]:
    """The reviews of assessments in these folders, numbered from 1.

    Raises MissingExtra, and CannotRead or BrokenFile for a folder without a plan.
    """
    if not folders:
        return ()
    with needed("assess"):
        from hegui.assess.planning import plan as plans
    found = []
    for number, folder in enumerate(folders, start=1):
        plan, sha256 = plans.load(folder)
        found.append(Review(number, folder, sha256, plan.service.name))
    return tuple(found)


def standing(review: Review, name: str) -> Standing:
    """How far it is; ``name`` is whoever asks, "" for somebody who has not said."""
    with review.queue() as queue:
        return _standing(queue, name)


def progress(review: Review) -> Progress | None:
    """How far it is; None where there is no queue yet."""
    if not review.filled:
        return None
    with review.queue() as queue:
        return queue.progress()


def join(review: Review, name: str, role: Role | None) -> None:
    """Has a person take part; ``role`` may be left open by one who has a role already.

    Raises Problem for one who has none, UsageError for one who has another.
    """
    with review.queue() as queue:
        if role is not None:
            queue.appoint(name, role)
        elif name not in queue.people():
            raise Problem("Invalid", "{name} has no role in this review", name=name)


def task(review: Review, name: str, after: str) -> Task:
    """The next item for a person, behind ``after``. Raises UsageError."""
    with review.queue() as queue:
        item = queue.next_for(name, after)
        return _task(queue, item, name)


def same_task(review: Review, name: str, item_id: str) -> Task:
    """An item again, whose opinion could not be kept as it was put. Raises UsageError."""
    with review.queue() as queue:
        return _task(queue, _item(queue, name, item_id), name)


def skip(review: Review, name: str, item_id: str) -> None:
    """Lets others have the item."""
    with review.queue() as queue:
        queue.give_back(item_id, name)


def judge(review: Review, name: str, item_id: str, opinion: Opinion) -> None:
    """Keeps what a person says. Raises UsageError where the queue refuses it."""
    with review.queue() as queue:
        queue.judge(item_id, name, opinion)


def item(review: Review, name: str, item_id: str) -> ReviewItem:
    """One item, for whoever takes part. Raises UsageError for an unknown one, Problem."""
    with review.queue() as queue:
        return _item(queue, name, item_id)


def _item(queue: Queue, name: str, item_id: str) -> ReviewItem:
    if name not in queue.people():
        raise Problem("NotAllowed", "{name} has no role in this review", name=name)
    return queue.item(item_id)


def _standing(queue: Queue, name: str) -> Standing:
    return Standing(queue.progress(), queue.people().get(name))


def _task(queue: Queue, item: ReviewItem | None, name: str) -> Task:
    standing = _standing(queue, name)
    said: tuple[Opinion, ...] = ()
    if item is not None and standing.role is Role.THIRD:
        opinions = queue.opinions(item.id)
        if Role.FIRST in opinions and Role.SECOND in opinions:
            said = opinions[Role.FIRST], opinions[Role.SECOND]
    return Task(item, standing, said)
