"""Putting a label into a file and reading it back before anyone is told that it is there."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from hegui.aigc import transcribe
from hegui.errors import FileError, HeguiError, ReadBackFailed
from hegui.files.edits import apply_edits
from hegui.files.source import Source, open_source
from hegui.files.target import Target
from hegui.files.writing import check_free, private_file, publish, write_edited
from hegui.implicit import xmp
from hegui.implicit.beside import check, prepare
from hegui.implicit.container import Container, Kind, Reading, Site
from hegui.implicit.sidecar import read_sidecar, sidecar_path
from hegui.implicit.table import open_container
from hegui.implicit.xmp import Setting

if TYPE_CHECKING:
    from hegui.files.in_place import InPlace

# Files up to this size are read at once and go out in one gathered write; larger ones are
# copied in the kernel and never enter this process's memory.
_WHOLE = 1024 * 1024

Decide = Callable[[Reading], str]
"""Given what a file says now, the bare JSON of the label it shall carry. May refuse by raising."""


Admit = Callable[[Container, Reading], None]
"""Looks at a file as it is, before anything is made of it. May refuse by raising."""


Make = Callable[[Kind, str, str], None]
"""Makes a work of the original's format: given that format, the original's path, and the path of
a private file to write to."""


class Guard(Protocol):
    """What has a say in a label because of the content beside it: a seal."""

    def settle(self, text: str, before: Reading, container: Container | None) -> str:
        """The label to write, as bare JSON, given the one decided on. May refuse by raising.

        ``container`` is the file as it is; None where the label goes into a sidecar.
        """

    def confirm(self, site: Site, new: Container, change: InPlace | None) -> None:
        """Looks at the new file before it takes its place. Raises ReadBackFailed.

        ``change`` is what was done to a file that was changed where it lies.
        """


class Embedded(NamedTuple):
    """A label that was written and read back.

    ``site`` is where it stands in the new file; ``before`` what the file said until now;
    ``data`` the new bytes, where no file was written.
    """

    kind: Kind
    site: Site
    before: Reading
    data: bytes | None = None


def embed_in_file(
    path: str,
    target: Target,
    decide: Decide,
    guard: Guard | None = None,
    settings: tuple[Setting, ...] = (),
    admit: Admit | None = None,
) -> Embedded:
    """Labels the file at ``path`` into ``target`` (which may be ``path`` itself).

    A large original that is to be replaced is changed where it lies, if its container can switch
    from the old label to the new at a stroke; everything else is written anew.
    Of a link that is labelled in place, the file it led to when that was decided is read: the
    link may lead elsewhere by now. ``settings`` are other regimes' properties that go into the
    label's XMP packet.
    Raises what opening, reading, ``decide``, planning and writing raise; the original is as it
    was then, and no target exists that did not before.
    """
    path = target.path if target.in_place else path
    with open_source(path, whole_up_to=_WHOLE) as source:
        container = open_container(source)
        before = container.read()
        if admit is not None:
            admit(container, before)
        text = _decided(decide, before, source.name, guard, container)
        prepare(container, before, settings)
        in_place = target.replace and source.whole is None and _is_same(path, target.path)
        change = container.plan_in_place(text) if in_place else None
        verify = _Verification(container, text, guard, change, settings)
        if change is not None:
            from hegui.files.in_place import write_in_place  # only huge files need it

            write_in_place(path, source, change, verify)
        else:
            write_edited(source, container.plan(text), target, original=path, verify=verify)
    return Embedded(container.kind, verify.site, before)


def embed_in_work(
    path: str,
    target: Target,
    decide: Decide,
    make: Make,
    guard: Guard | None = None,
    settings: tuple[Setting, ...] = (),
    admit: Admit | None = None,
) -> Embedded:
    """Labels what ``make`` makes of the file at ``path`` into ``target``.

    What the file says now decides on the label, and may refuse it, before anything is made. The
    work must be of the original's format; it is made in a private file, which takes the target's
    name itself where its container can be labelled where it lies, so that a large work is
    written once. Raises as :func:`embed_in_file` does, and what ``make`` raises.
    """
    path = target.path if target.in_place else path
    with open_source(path, whole_up_to=_WHOLE) as source:
        container = open_container(source)
        before = container.read()
        if admit is not None:
            admit(container, before)
        _decided(decide, before, source.name, None, container)
        with private_file(target) as made:
            make(container.kind, path, made)
            with open_source(made, whole_up_to=_WHOLE, called=path) as work:
                new = open_container(work)
                if type(new) is not type(container):
                    raise ReadBackFailed(
                        "became {new} while its explicit label was made, and was {old}",
                        path=source.name,
                        new=new.kind.title,
                        old=container.kind.title,
                    )
                text = _decided(decide, before, source.name, guard, new)
                prepare(new, new.read(), settings)
                change = new.plan_in_place(text) if work.whole is None else None
                verify = _Verification(new, text, guard, change, settings)
                if change is not None:
                    from hegui.files.in_place import write_in_place

                    write_in_place(made, work, change, verify)
                    publish(made, target, original=path, stands_for=source)
                else:
                    write_edited(
                        work,
                        new.plan(text),
                        target,
                        original=path,
                        verify=verify,
                        stands_for=source,
                    )
    return Embedded(container.kind, verify.site, before)


class _Verification:
    """Reads the label back from a new file; ``site`` is where it stands then."""

    site: Site

    def __init__(
        self,
        container: Container,
        text: str,
        guard: Guard | None,
        change: InPlace | None,
        settings: tuple[Setting, ...],
    ) -> None:
        self._kind = type(container)
        self._text = text
        self._guard = guard
        self._change = change
        self._settings = settings

    def __call__(self, written: Source) -> None:
        new = self._kind(written)
        self.site = _read_back(new, self._text, self._settings)
        if self._guard is not None:
            self._guard.confirm(self.site, new, self._change)


def embed_in_bytes(
    data: bytes,
    name: str,
    decide: Decide,
    guard: Guard | None = None,
    settings: tuple[Setting, ...] = (),
    admit: Admit | None = None,
) -> Embedded:
    """Labels content held in memory. Raises as :func:`embed_in_file` does, writing apart."""
    source = Source.of_bytes(data, name)
    container = open_container(source)
    before = container.read()
    if admit is not None:
        admit(container, before)
    text = _decided(decide, before, name, guard, container)
    prepare(container, before, settings)
    result = apply_edits(data, container.plan(text))
    new = type(container)(Source.of_bytes(result, name))
    site = _read_back(new, text, settings)
    if guard is not None:
        guard.confirm(site, new, None)
    return Embedded(container.kind, site, before, result)


def embed_in_sidecar(
    path: str, target: Target, decide: Decide, guard: Guard | None = None
) -> Embedded:
    """Labels a file without a slot in an XMP sidecar beside ``target``.

    Where ``target`` is another place than ``path``, the file is copied there too, after its
    sidecar. An existing sidecar of ``path`` is updated as any labelled file is.
    """
    here = _is_same(path, target.path)
    beside = Target(sidecar_path(target.path), target.replace, target.durable)
    if not here:
        check_free(target)
    existing = sidecar_path(path)
    if not here:
        there = read_sidecar(target.path)
        if there is not None:  # a label that the new sidecar would replace
            _decided(decide, there, beside.path, guard, None)
    if os.path.isfile(existing):
        goal = beside._replace(replace=here or target.replace)
        embedded = embed_in_file(existing, goal, decide, guard and _Beside(guard))
    else:
        embedded = _new_sidecar(beside, decide, guard)
    if not here:
        with open_source(path) as source:
            write_edited(source, (), target, original=path, verify=lambda _: None)
    return embedded


class _Beside:
    """A guard who is told that the label does not go into the file it speaks for."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    def settle(self, text: str, before: Reading, container: Container | None) -> str:
        return self._guard.settle(text, before, None)

    def confirm(self, site: Site, new: Container, change: InPlace | None) -> None:
        """Nothing is bound to a sidecar's own content."""


def _new_sidecar(beside: Target, decide: Decide, guard: Guard | None) -> Embedded:
    from hegui.implicit.formats.xmp_file import XmpFile  # few labels stand beside their file

    nothing = Reading(XmpFile.kind, ())
    text = _decided(decide, nothing, beside.path, guard, None)
    seen: list[Site] = []
    write_edited(
        Source.of_bytes(xmp.new_packet(text), beside.path),
        (),
        beside,
        original=None,
        verify=lambda written: seen.append(_read_back(XmpFile(written), text)),
    )
    return Embedded(XmpFile.kind, seen[0], nothing)


def _is_same(path: str, target: str) -> bool:
    return os.path.exists(target) and os.path.samefile(path, target)


def _decided(
    decide: Decide, before: Reading, name: str, guard: Guard | None, container: Container | None
) -> str:
    """What ``decide`` says and the guard lets pass; a refusal names the file."""
    try:
        text = decide(before)
        return text if guard is None else guard.settle(text, before, container)
    except HeguiError as error:
        error.path = error.path or name
        raise


def _read_back(container: Container, text: str, settings: tuple[Setting, ...] = ()) -> Site:
    """The one site of a newly written file. Raises ReadBackFailed where it is not as intended."""
    name = container.source.name
    try:
        reading = container.read()
    except FileError as error:
        raise ReadBackFailed(
            "the label could not be read back from the new file: {cause}",
            path=name,
            cause=error,
        ) from error
    if len(reading.sites) != 1:
        raise ReadBackFailed(
            "{count} labels were read back from the new file instead of one",
            path=name,
            count=len(reading.sites),
        )
    site = reading.sites[0]
    if (
        not site.prescribed
        or site.parsed is None
        or (site.text != text and transcribe(site.parsed) != text)
    ):
        raise ReadBackFailed("the label did not read back as it was written", path=name)
    if settings:
        check(reading, settings, name)
    return site
