"""A C2PA manifest behind a file's labels: written last, since every later byte would break it.

The labelled file and the signed one are private files beside the target; only what reads back,
label and manifest alike, takes the target's name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hegui.aigc import transcribe
from hegui.config import load_config
from hegui.errors import ConfigError, ReadBackFailed, UsageError
from hegui.files.source import Source, open_source
from hegui.files.target import Target
from hegui.files.writing import private_file, publish
from hegui.implicit.beside import check
from hegui.implicit.embedding import Embedded
from hegui.implicit.table import open_container

if TYPE_CHECKING:  # most labels have no manifest behind them
    from hegui.implicit.xmp import Setting
    from hegui.marks.c2pa_signing import Credential
    from hegui.marks.iptc import Term
    from hegui.marks.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Signature:
    """How a file is signed.

    ``term`` is how the content came about, None where that is its parent's to say. ``shown``: the
    content itself was changed, by an explicit label, and not its metadata alone. ``parent``: the
    file as it was is the new manifest's ingredient, with its own manifest; None keeps it so where
    it has a manifest. ``settings`` are the properties that must stand beside the label.
    """

    credential: Credential
    term: Term | None = None
    shown: bool = False
    parent: bool | None = None
    settings: tuple[Setting, ...] = ()


def signed_file(
    path: str, target: Target, embed: Callable[[Target], Embedded], signature: Signature
) -> tuple[Embedded, Manifest]:
    """What ``embed`` writes of the file at ``path``, signed, in ``target``; and its manifest.

    Raises what ``embed`` raises, MissingExtra, NoSlot (a format that c2pa does not write),
    InvalidCredential, BrokenFile, ReadBackFailed; the original is as it was then.
    """
    from hegui.marks.c2pa_signing import EDITED, RESHOWN, check_format, sign

    path = target.path if target.in_place else path
    with open_source(path) as original:
        media_type = open_container(original).kind.media_types[0]
        check_format(media_type, original.name)
        parent = signature.parent
        if parent is None:
            parent = _manifest(original, media_type) is not None
        with private_file(target) as labelled, private_file(target) as signed:
            embedded = embed(Target(labelled, replace=True, durable=False))
            with (
                open(labelled, "rb") as source,
                open(signed, "w+b") as goal,
                open(path, "rb") as old,
            ):
                sign(
                    source,
                    goal,
                    media_type,
                    signature.credential,
                    name=path,
                    term=signature.term,
                    parent=old if parent else None,
                    action=RESHOWN if signature.shown else EDITED,
                )
            with open_source(signed) as new:
                embedded, manifest = _read_back(new, embedded, signature, target.path)
            publish(signed, target, original=path, stands_for=original)
    return embedded, manifest


def credential_of(settings: Mapping[str, str], path: str | None) -> Credential | None:
    """The credential of [c2pa] in hegui.toml; None where it names none.

    Raises ConfigError, InvalidCredential.
    """
    if "chain" not in settings and "key" not in settings:
        return None
    for name in ("chain", "key"):
        if name not in settings:
            raise ConfigError("[c2pa] needs {name} as well", path=path, name=name)
    from hegui.marks.c2pa_signing import Credential

    return Credential.load(
        settings["chain"],
        settings["key"],
        settings.get("algorithm", "es256"),
        settings.get("authority"),
    )


def configured_credential(config: str | None) -> Credential:
    """The credential of [c2pa] in hegui.toml, where a manifest was asked for.

    Raises UsageError where it names none, ConfigError, InvalidCredential.
    """
    found = load_config(config)
    credential = credential_of(found.c2pa, found.path)
    if credential is None:
        raise UsageError(
            "a C2PA manifest is signed with a credential, and none is configured: name chain and "
            "key in [c2pa] of hegui.toml"
        )
    return credential


def _manifest(source: Source, media_type: str) -> Manifest | None:
    from hegui.marks.c2pa_reading import read_manifest

    return read_manifest(source, media_type)


def _read_back(
    new: Source, embedded: Embedded, signature: Signature, name: str
) -> tuple[Embedded, Manifest]:
    """The label as the signed file says it, and its manifest. Raises ReadBackFailed."""
    from hegui.marks.manifest import State

    reading = open_container(new).read()
    wanted = embedded.site.parsed
    assert wanted is not None
    found = [site for site in reading.sites if site.parsed and site.prescribed]
    if len(reading.sites) != 1 or not found or not found[0].parsed:
        raise ReadBackFailed("the label did not read back as it was written", path=name)
    if transcribe(found[0].parsed) != transcribe(wanted):
        raise ReadBackFailed("the label did not read back as it was written", path=name)
    check(reading, signature.settings, name)
    manifest = _manifest(new, reading.kind.media_types[0])
    if manifest is None or manifest.state is State.BROKEN:
        raise ReadBackFailed(
            "the new C2PA manifest does not hold ({failures})",
            path=name,
            failures=", ".join(manifest.failures) if manifest else "?",
        )
    return embedded._replace(site=found[0]), manifest
