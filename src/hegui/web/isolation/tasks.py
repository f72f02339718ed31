"""What a worker does with an upload: hegui's own verbs, told as the answer to a request."""

from __future__ import annotations

from collections.abc import Callable

from hegui.as_json.judgements import judgement_record
from hegui.as_json.readings import reading_record
from hegui.errors import HeguiError
from hegui.explicit.contract import Progress
from hegui.reading import read
from hegui.recording import verdict_record
from hegui.web.isolation.auditing import audit
from hegui.web.isolation.content import answer_of, content_or_path
from hegui.web.isolation.ledgering import told
from hegui.web.isolation.tools import Tools
from hegui.web.isolation.wire import Answer, Task
from hegui.web.isolation.writing import label, propagate
from hegui.web.problems import of_error, too_much_memory

Perform = Callable[[Task, int, Tools, Progress], Answer]


def perform(task: Task, upload: int, tools: Tools, progress: Progress) -> Answer:
    """The answer to a task. What goes wrong with the file is an answer too."""
    try:
        return VERBS[task.verb](task, upload, tools, progress)
    except MemoryError:
        return refused(too_much_memory(), task.lang)
    except HeguiError as error:
        return refused(error, task.lang)


def refused(error: HeguiError, lang: str) -> Answer:
    """An error as the answer."""
    status, body = of_error(error, lang)
    return Answer(status, body, error.kind)


def _read(task: Task, upload: int, tools: Tools, progress: Progress) -> Answer:
    content = content_or_path(task, upload)
    reading = read(content, name=task.name, trust=tools.trust())
    return answer_of(task, {"outcome": "read"} | reading_record(reading, task.lang))


def _check(task: Task, upload: int, tools: Tools, progress: Progress) -> Answer:
    declared = bool(task.options.get("declared"))
    checker = tools.checker(declared=declared, explicit=bool(task.options.get("explicit")))
    content = content_or_path(task, upload)
    if isinstance(content, bytes):
        judgement = checker.check_bytes(content, task.name)
    else:
        judgement = checker.check_file(content)
    record = {"outcome": "checked"} | judgement_record(judgement, task.lang)
    if not task.options.get("record"):
        return answer_of(task, record)
    kept = verdict_record(judgement, content, declared=declared)
    return answer_of(task, record, records=(told(kept),))


VERBS: dict[str, Perform] = {
    "read": _read,
    "check": _check,
    "label": label,
    "propagate": propagate,
    "audit": audit,
}
"""Every verb of a task."""
