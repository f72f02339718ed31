"""An app's labelling materials, as an app store verifies them (Measures art. 7): a checklist.

What is asked for is named in a file, materials.toml:

    format = "hegui-materials"
    version = 1
    app = "Example"
    generates = true        # whether the app offers generation (art. 7)
    publishes = true        # whether its users publish content for others

    [documents]             # texts, below the file's own directory
    explicit = "explicit-labels.md"     # how people are told: wording, place, size
    implicit = "implicit-labels.md"     # what is written into files, and where
    agreement = "agreement.md"          # the user agreement (art. 8)
    declaration = "upload.md"           # how users declare, and are reminded to (art. 6 (4))

    [samples]
    paths = ["samples"]     # files that the app made
    count = 20              # how many of them are audited
    seed = 1                # which ones: the same seed draws the same files

What a text means no program can tell: it is looked for, and for the words that it cannot lack.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from hegui.conformance.check import Check, Observation, Seen, Sentence, Verb
from hegui.errors import CannotRead, ConfigError, FileError
from hegui.files.source import open_source, printable
from hegui.rules import Confidence, clause

FORMAT, VERSION = "hegui-materials", 1
DOCUMENTS = ("explicit", "implicit", "agreement", "declaration")
_MOST_BYTES = 1024 * 1024
_MOST_SAMPLES = 10_000
_TABLES = {
    "": {"format", "version", "app", "generates", "publishes", "documents", "samples"},
    "documents": set(DOCUMENTS),
    "samples": {"paths", "count", "seed"},
}
# In a text on the subject one of these stands, in whatever language it is written.
_WORDS = {
    "explicit": ("显式", "explicit", "visible"),
    "implicit": ("隐式", "元数据", "implicit", "metadata"),
    "agreement": ("标识", "标注", "label"),
    "declaration": ("声明", "标识", "declar"),
}
_Value = TypeVar("_Value")
_Default = TypeVar("_Default")
_MEASURES = "cn-labelling-measures-2025"


@dataclass(frozen=True, slots=True)
class Materials:
    """What materials.toml says; paths are such as can be opened from here.

    ``generates`` and ``publishes`` are None where the file does not say. ``documents`` holds the
    path of each document named, ``samples`` how many files were found below ``paths``.
    """

    path: str
    app: str = ""
    generates: bool | None = None
    publishes: bool | None = None
    documents: dict[str, str] = field(default_factory=dict)
    paths: tuple[str, ...] = ()
    count: int = 20
    seed: int = 1
    samples: int = 0


def load_materials(path: str) -> Materials:
    """The file at ``path``. Raises ConfigError where it says something unknown or wrong."""
    name = printable(path)
    try:
        with open(path, "rb") as file:
            data = file.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise ConfigError("is larger than {ceiling} bytes", path=name, ceiling=_MOST_BYTES)
        said = tomllib.loads(data.decode("utf-8"))
    except (OSError, ValueError) as error:  # TOML's and UTF-8's errors are ValueErrors
        cause = getattr(error, "strerror", None) or str(error)
        raise ConfigError("cannot be read: {cause}", path=name, cause=cause) from error
    if said.get("format") != FORMAT or said.get("version") != VERSION:
        raise ConfigError(
            "is no list of materials: it begins with format = {form!r} and version = {version}",
            path=name,
            form=FORMAT,
            version=VERSION,
        )
    documents, samples = _table(said, "documents", name), _table(said, "samples", name)
    _known(said, "", name)
    here = os.path.dirname(path)
    return Materials(
        path,
        _typed(said, "app", str, "", name),
        _typed(said, "generates", bool, None, name),
        _typed(said, "publishes", bool, None, name),
        {
            key: os.path.join(here, _typed(documents, key, str, "", name))
            for key in DOCUMENTS
            if key in documents
        },
        tuple(os.path.join(here, one) for one in _paths(samples, name)),
        _count(samples, name),
        _typed(samples, "seed", int, 1, name),
    )


def _table(said: dict[str, object], key: str, name: str) -> dict[str, object]:
    table = said.get(key, {})
    if not isinstance(table, dict):
        raise ConfigError("{key} is no table", path=name, key=key)
    _known(table, key, name)
    return table


def _known(table: dict[str, object], key: str, name: str) -> None:
    for unknown in sorted(set(table) - _TABLES[key]):
        raise ConfigError("{key} is nothing that is asked for", path=name, key=unknown)


def _typed(
    table: dict[str, object], key: str, kind: type[_Value], default: _Default, name: str
) -> _Value | _Default:
    if key not in table:
        return default
    value = table[key]
    if type(value) is not kind:  # a boolean is no number here
        raise ConfigError("{key} has a value of another kind", path=name, key=key)
    return value


def _paths(samples: dict[str, object], name: str) -> list[str]:
    paths = samples.get("paths", [])
    if not isinstance(paths, list) or not all(isinstance(one, str) for one in paths):
        raise ConfigError("{key} has a value of another kind", path=name, key="paths")
    return paths


def _count(samples: dict[str, object], name: str) -> int:
    count = _typed(samples, "count", int, 20, name)
    if not 1 <= count <= _MOST_SAMPLES:
        raise ConfigError("count is from 1 to {most}", path=name, most=_MOST_SAMPLES)
    return count


def _stated(materials: Materials) -> Iterator[Observation]:
    if materials.generates is None:
        yield Observation(
            Seen.DEPARTS, "does not say whether the app generates content (generates)"
        )
    elif materials.generates:
        yield Observation(Seen.CONFORMS, "says that the app generates content")
    else:
        yield Observation(Seen.CONFORMS, "says that the app generates no content")


def _document(
    *keys: str, asked: Callable[[Materials], bool]
) -> Callable[[Materials], Iterator[Observation]]:
    def judge(materials: Materials) -> Iterator[Observation]:
        if not asked(materials):
            yield Observation(Seen.NOT_APPLICABLE, "not asked of this app")
            return
        for key in keys:
            yield _of_document(materials, key)

    return judge


def _of_document(materials: Materials, key: str) -> Observation:
    path = materials.documents.get(key)
    if path is None:
        return Observation(Seen.DEPARTS, "no text is named for {key}", {"key": key})
    place = printable(os.path.relpath(path, os.path.dirname(materials.path) or "."))
    try:
        with open_source(path, whole_up_to=_MOST_BYTES) as source:
            if source.whole is None:
                raise CannotRead("is larger than {ceiling} bytes", ceiling=_MOST_BYTES)
            text = source.whole.decode("utf-8", errors="replace").casefold()
    except FileError as error:
        reason = Sentence(error.template, error.facts)
        return Observation(
            Seen.DEPARTS, "the text for {key}: {reason}", {"key": key, "reason": reason}, place
        )
    if not text.strip():
        return Observation(Seen.DEPARTS, "the text for {key} is empty", {"key": key}, place)
    if not any(word in text for word in _WORDS[key]):
        words = ", ".join(_WORDS[key])
        return Observation(
            Seen.DEPARTS,
            "the text for {key} holds none of the words {words}",
            {"key": key, "words": words},
            place,
            confidence=Confidence.IMPL,
        )
    return Observation(Seen.CONFORMS, "the text for {key} is there; read it", {"key": key}, place)


def _sampled(materials: Materials) -> Iterator[Observation]:
    if not _generates(materials):
        yield Observation(Seen.NOT_APPLICABLE, "not asked of this app")
    elif materials.samples:
        yield Observation(
            Seen.CONFORMS,
            "{count} samples, {audited} of them audited here (seed {seed})",
            {
                "count": materials.samples,
                "audited": min(materials.samples, materials.count),
                "seed": materials.seed,
            },
        )
    else:
        yield Observation(Seen.DEPARTS, "names no samples")


def _generates(materials: Materials) -> bool:
    return materials.generates is not False


def _publishes(materials: Materials) -> bool:
    return materials.publishes is not False


CHECKS: tuple[Check[Materials], ...] = (
    Check(
        "materials.statement",
        "the app says whether it generates content",
        clause(f"{_MEASURES}/7"),
        Verb.SHALL,
        _stated,
    ),
    Check(
        "materials.method",
        "the methods of labelling are described",
        clause(f"{_MEASURES}/7"),
        Verb.SHALL,
        _document("explicit", "implicit", asked=_generates),
    ),
    Check(
        "materials.agreement",
        "the user agreement speaks of labelling",
        clause(f"{_MEASURES}/8"),
        Verb.SHALL,
        _document("agreement", asked=_generates),
    ),
    Check(
        "materials.declaration",
        "users can declare, and are reminded to",
        clause(f"{_MEASURES}/6-1-4"),
        Verb.SHALL,
        _document("declaration", asked=_publishes),
    ),
    Check(
        "materials.samples",
        "there are samples to look at",
        clause(f"{_MEASURES}/7"),
        Verb.SHALL,
        _sampled,
    ),
)
