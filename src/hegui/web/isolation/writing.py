"""``label`` and ``propagate`` of one upload: a new file, read back, and what was done."""

from __future__ import annotations

import os

from hegui.as_json.labels import label_record
from hegui.as_json.written import labelled_record, propagated_record
from hegui.explicit.contract import Progress
from hegui.explicit.duty import Because, Request
from hegui.explicit.house_style import style_of
from hegui.explicit.style import HouseStyle
from hegui.files.target import Target
from hegui.implicit.container import Kind
from hegui.production import Producer
from hegui.production.regimes import Regimes
from hegui.propagation import Platform
from hegui.recording import production_record, propagation_record
from hegui.seal.signing import Signer
from hegui.sealing.finding import find_signer
from hegui.web.isolation.content import answer_of, path_of, written_file
from hegui.web.isolation.ledgering import Waivers, told
from hegui.web.isolation.tools import Tools
from hegui.web.isolation.wire import Answer, Task
from hegui.web.problems import Problem

STYLE = ("text", "wording", "corner", "moment", "sound", "pages", "height")
"""The options of an explicit label; "wording" is the language of the stock wording."""


def label(task: Task, upload: int, tools: Tools, progress: Progress) -> Answer:
    """The provider's labels on the upload. Raises as ``hegui.label`` does."""
    options = task.options
    implicit_only = bool(options.get("implicit_only"))
    because = _text(task, "because")
    request = Request(
        implicit_only,
        Because(because) if because else None,
        _text(task, "recipient"),
        _text(task, "agreement"),
    )
    ours, also_ours = tools.identity()
    waivers = Waivers()
    who = Producer.of(
        _own(ours, _text(task, "producer")),
        _own(also_ours or ours, _text(task, "propagator")),
        tools.config,
        _signer(task, tools),
        None if implicit_only else _style(task, tools),
        request,
        Regimes.of(
            _text(task, "iptc"),
            c2pa=bool(options.get("c2pa")),
            allow_break=bool(options.get("allow_break_c2pa")),
            config=tools.config,
        ),
        waivers,
    )
    target = _target(task)
    result = who.label_file(
        path_of(task, upload), target, produce_id=_text(task, "id"), progress=progress
    )
    said = labelled_record(result, task.lang) | {"target": None}
    summary = {
        "outcome": said["outcome"],
        "format": said["format"],
        "label": label_record(result.label) if result.label else None,
        "notices": said["notices"],
    }
    written = written_file(task, target.path, _media_type(result.kind), summary)
    kept = production_record(result, who.producer, because or "implicit-only")
    return answer_of(task, said, written, (*waivers.told, told(kept)))


def propagate(task: Task, upload: int, tools: Tools, progress: Progress) -> Answer:
    """The platform's elements in the upload. Raises as ``hegui.propagate`` does."""
    options = task.options
    ours = tools.identity()[1]
    platform = Platform.of(
        _own(ours, _text(task, "propagator")),
        declared=bool(options.get("declared")),
        config=tools.config,
        signer=_signer(task, tools),
        allow_break_c2pa=bool(options.get("allow_break_c2pa")),
        explicit=bool(options.get("explicit")),
        style=style_of(tools.config) if options.get("notice") else None,
    )
    target = _target(task)
    result = platform.propagate_file(path_of(task, upload), target, propagate_id=_text(task, "id"))
    said = propagated_record(result, task.lang) | {"target": None}
    summary = {
        key: said[key] for key in ("outcome", "format", "verdict", "notice", "elements", "notices")
    }
    written = written_file(task, target.path, _media_type(result.kind), summary)
    kept = propagation_record(result, declared=bool(options.get("declared")))
    return answer_of(task, said, written, (told(kept),))


def _text(task: Task, option: str) -> str | None:
    value = task.options.get(option)
    return value if isinstance(value, str) and value else None


def _own(ours: str | None, said: str | None) -> str | None:
    """The identity that a request names: the service's own, or any where it has none.

    Raises Problem for another than the service's own.
    """
    if ours and said and said != ours:
        raise Problem("NotAllowed", "this service labels as {ours}, and as nobody else", ours=ours)
    return said


def _signer(task: Task, tools: Tools) -> Signer | None:
    return find_signer(None, tools.config) if task.options.get("seal") else None


def _style(task: Task, tools: Tools) -> HouseStyle:
    said = {key: _text(task, key) for key in STYLE}
    return style_of(tools.config, language=said.pop("wording"), **said)


def _target(task: Task) -> Target:
    """The one name that a result has in the task's directory. Who asked for it syncs it."""
    return Target(os.path.join(task.directory, "result" + task.suffix), durable=False)


def _media_type(kind: Kind | None) -> str:
    return kind.media_types[0] if kind and kind.media_types else "application/octet-stream"
