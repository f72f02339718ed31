"""Gathering: one walk over one file, every sign that was asked for, and what could not be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from hegui.errors import FileError, NoSlot
from hegui.evidence import labels, manifests, seals, source_types, traces
from hegui.evidence.contract import Evidence, Gathered, Kind, Says, Strength, Unexamined
from hegui.files.in_memory import as_file
from hegui.files.source import Source, open_source
from hegui.implicit.container import Blind, Container, Reading
from hegui.implicit.sidecar import read_sidecar
from hegui.implicit.statements import statements
from hegui.implicit.table import has_no_place, open_container
from hegui.structures.text_bytes import is_text

if TYPE_CHECKING:
    from hegui.evidence.detectors import Detector, Missing

_HEAD = 4096
_TEXTS = ("markdown", "html")


class Look(NamedTuple):
    """What is looked for besides labels and metadata: everything here costs more than reading.

    ``declared``: the user declares the content as generated. ``trust`` are certificates in PEM
    whose C2PA signers are trusted, ``seals`` is the trust file of seals (None: that of the
    environment or of the hegui.toml ``config``). ``manifests``: whether C2PA is examined at all.
    ``explicit``: explicit labels in pictures, sound and video are looked for, as those in text
    always are. ``detectors`` are asked about files (``detectors.load``), not about bytes in
    memory. ``found`` are signs that somebody else has found already.
    """

    declared: bool = False
    trust: str = ""
    seals: str | None = None
    config: str | None = None
    manifests: bool = True
    explicit: bool = False
    detectors: tuple[Detector | Missing, ...] = ()
    found: tuple[Evidence, ...] = ()


NOTHING_MORE = Look()


def gather(path: str, look: Look = NOTHING_MORE) -> Gathered:
    """The evidence in the file at ``path`` and in its XMP sidecar.

    A file that cannot be read as any format gives a result too, with the error in it; only
    what is no readable file at all raises: CannotRead.
    """
    with open_source(path) as source:
        gathered = gather_source(source, look)
    if look.explicit:
        gathered = _perceived(gathered, path)
    if look.detectors:
        gathered = _asked(gathered, look.detectors, path)
    beside = read_sidecar(path)
    if beside is None:
        return gathered
    return replace(
        gathered,
        evidence=gathered.evidence + tuple(labels.find(beside)),
        unexamined=gathered.unexamined + tuple(map(_unexamined, beside.blind)),
    )


def gather_bytes(data: bytes, name: str, look: Look = NOTHING_MORE) -> Gathered:
    """The evidence in content held in memory."""
    gathered = gather_source(Source.of_bytes(data, name), look)
    if look.explicit:
        with as_file(data, name) as (path, _):
            gathered = _perceived(gathered, path)
    return gathered


def _perceived(gathered: Gathered, path: str) -> Gathered:
    """What was gathered, and the explicit labels that are seen or heard in the content."""
    if Kind.EXPLICIT not in gathered.not_asked:
        return gathered  # a text, or somebody has looked already
    from hegui.evidence import perceived  # most checks do not decode content

    kind = gathered.reading.kind.id if gathered.reading else None
    return _with(gathered, perceived.find_in(path, kind), Kind.EXPLICIT)


def _asked(gathered: Gathered, asked: tuple[Detector | Missing, ...], path: str) -> Gathered:
    """What was gathered, and what the detectors say of the content."""
    from hegui.evidence import detectors  # most platforms have none

    return _with(gathered, detectors.ask(asked, path), Kind.DETECTOR)


def _with(gathered: Gathered, signs: Iterator[Evidence | Unexamined], asked: Kind) -> Gathered:
    """What was gathered with further signs, of a kind that was asked for."""
    found: list[Evidence] = []
    unexamined: list[Unexamined] = []
    _collect(signs, found, unexamined)
    return replace(
        gathered,
        evidence=(*gathered.evidence, *found),
        unexamined=(*gathered.unexamined, *unexamined),
        not_asked=tuple(kind for kind in gathered.not_asked if kind is not asked),
    )


def gather_source(source: Source, look: Look = NOTHING_MORE) -> Gathered:
    """The evidence in an open source. Raises CannotRead where it can no longer be read."""
    found: list[Evidence] = [_declaration()] if look.declared else []
    unexamined: list[Unexamined] = []
    reading: Reading | None = None
    fault: FileError | None = None
    try:
        container = open_container(source)
        reading = container.read()
    except NoSlot as error:
        fault = error
        if not has_no_place(source):
            unexamined.append(Unexamined("file", error.place or "", error.template, error.facts))
    except FileError as error:
        fault = error
        unexamined.append(Unexamined("file", error.place or "", error.template, error.facts))
    if reading is not None:
        _collect(_in_metadata(container, reading, look), found, unexamined)
    kind = reading.kind.id if reading else None
    searched = not unexamined and _is_text(kind, source)
    if searched:
        from hegui.evidence import texts  # most files are none

        _collect(texts.find_in(source, kind), found, unexamined)
    found += look.found
    return Gathered(
        source.name,
        tuple(found),
        tuple(unexamined),
        _not_asked(found, searched=searched),
        reading,
        fault,
    )


def _is_text(kind: str | None, source: Source) -> bool:
    """Whether a file is text: of a container whose content is, or of none and text by its bytes."""
    return kind in _TEXTS if kind else is_text(source.peek(0, _HEAD))


def _in_metadata(
    container: Container, reading: Reading, look: Look
) -> Iterator[Evidence | Unexamined]:
    """Everything that metadata shows."""
    source = container.source
    said, blind = statements(source, reading, _speaks)
    yield from labels.find(reading)
    yield from seals.find(container, reading, look.seals, look.config)
    yield from source_types.find(said)
    yield from traces.find(said)
    if look.manifests:
        yield from manifests.find(container, reading, said, look.trust)
    yield from map(_unexamined, (*reading.blind, *blind))


def _collect(
    signs: Iterator[Evidence | Unexamined], found: list[Evidence], unexamined: list[Unexamined]
) -> None:
    for one in signs:
        if isinstance(one, Evidence):
            found.append(one)
        else:
            unexamined.append(one)


def _speaks(block: bytes) -> bool:
    """Whether an XMP packet or EXIF block has anything in it that is looked for here."""
    # Without its NULs, UTF-16 of either order reads as ASCII; most of a packet is padding.
    squeezed = block.translate(None, b"\0 \n")
    return any(each.may_hold(squeezed) for each in (source_types, manifests, traces))


def _declaration() -> Evidence:
    return Evidence(
        Kind.DECLARATION,
        "declaration",
        Says.GENERATED,
        Strength.DECLARES,
        "",
        -1,
        "the user declares the content as generated",
        {},
        "Labelling Measures art. 6 (2), art. 10",
    )


def _unexamined(blind: Blind) -> Unexamined:
    return Unexamined("metadata", blind.place, blind.template, blind.facts)


def _not_asked(found: Iterable[Evidence], *, searched: bool) -> tuple[Kind, ...]:
    """Explicit labels outside text, and detectors, are looked for at request only."""
    present = {one.kind for one in found} | ({Kind.EXPLICIT} if searched else set())
    return tuple(kind for kind in (Kind.EXPLICIT, Kind.DETECTOR) if kind not in present)
