"""What a worker does with an upload: hegui's own verbs, told as answers to the request."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import cache

from hegui.as_json.judgements import judgement_record
from hegui.as_json.readings import reading_record
from hegui.checking import Checker
from hegui.errors import HeguiError
from hegui.reading import read
from hegui.seal.trust import Trust
from hegui.sealing.finding import find_trust
from hegui.web.isolation.wire import Answer, Task
from hegui.web.problems import of_error, too_much_memory

_IN_MEMORY = 1024 * 1024


class Tools:
    """What tasks work with, made once a process: ``config`` is the hegui.toml of the service."""

    def __init__(self, config: str | None) -> None:
        self.config = config
        self.checker = cache(self._checker)
        self.trust = cache(self._trust)

    def _checker(self, *, declared: bool, explicit: bool) -> Checker:
        return Checker.of(declared=declared, explicit=explicit, config=self.config)

    def _trust(self) -> Trust:
        return find_trust(None, self.config)


def perform(task: Task, upload: int, tools: Tools) -> Answer:
    """The answer to a task. What goes wrong with the file is an answer too."""
    try:
        return VERBS[task.verb](task, upload, tools)
    except MemoryError:
        return refused(too_much_memory(), task.lang)
    except HeguiError as error:
        return refused(error, task.lang)


def refused(error: HeguiError, lang: str) -> Answer:
    """An error as the answer."""
    status, body = of_error(error, lang)
    return Answer(status, body, error.kind)


def _read(task: Task, upload: int, tools: Tools) -> Answer:
    content = _content(task, upload)
    reading = read(content, name=task.name, trust=tools.trust())
    return _told(task, "read", reading_record(reading, task.lang))


def _check(task: Task, upload: int, tools: Tools) -> Answer:
    options = task.options
    checker = tools.checker(
        declared=bool(options.get("declared")), explicit=bool(options.get("explicit"))
    )
    content = _content(task, upload)
    if isinstance(content, bytes):
        judgement = checker.check_bytes(content, task.name)
    else:
        judgement = checker.check_file(content)
    return _told(task, "checked", judgement_record(judgement, task.lang))


VERBS: dict[str, Callable[[Task, int, Tools], Answer]] = {"read": _read, "check": _check}


def _told(task: Task, outcome: str, record: dict[str, object]) -> Answer:
    """A result as the answer: what was uploaded, and what was found."""
    head = {"file": task.name, "size": task.size, "sha256": task.sha256, "outcome": outcome}
    text = json.dumps(head | record, ensure_ascii=False)
    return Answer(200, text.encode("utf-8", "backslashreplace"))


def _content(task: Task, upload: int) -> bytes | str:
    """The upload's bytes, or where it can be opened: a link, for names tell texts apart."""
    if task.size <= _IN_MEMORY:
        return os.pread(upload, task.size, 0)
    return linked(task, upload)


def linked(task: Task, upload: int) -> str:
    """A path of the task's own under which the open upload can be opened."""
    path = os.path.join(task.directory, "upload" + task.suffix)
    os.symlink(f"/proc/{os.getpid()}/fd/{upload}", path)
    return path
