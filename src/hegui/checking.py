"""The platform's look at one upload: evidence, and what art. 6 makes of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from hegui.config import load_config
from hegui.errors import InvalidCredential, UsageError
from hegui.evidence.gathering import Look, gather, gather_bytes, gather_source
from hegui.files.given import Given, given
from hegui.files.source import Source
from hegui.verdict import Judgement, Policy, judge

_PEM = "-----BEGIN CERTIFICATE-----"
_LARGEST = 16 * 1024**2


class Checker(NamedTuple):
    """How uploads are checked: what is looked for, and the policy for what is not settled.

    Made once for many files.
    """

    look: Look
    policy: Policy

    @classmethod
    def of(
        cls,
        *,
        declared: bool = False,
        trust: Iterable[str | os.PathLike[str]] = (),
        policy: Mapping[str, str] | None = None,
        config: str | None = None,
        detect: bool = False,
        explicit: bool = False,
    ) -> Checker:
        """From the call, else from hegui.toml.

        Raises ConfigError, InvalidCredential, InvalidTrust.
        """
        found = load_config(config)
        anchors, seals = _trust([os.fspath(path) for path in trust])
        if not anchors and "trust" in found.c2pa:
            anchors = _read(found.c2pa["trust"])
        settings = found.policy if policy is None else dict(policy)
        look = Look(declared=declared, trust=anchors, seals=seals, config=config, explicit=explicit)
        if detect:
            from hegui.evidence.detectors import load

            look = look._replace(detectors=load())
        return cls(look, Policy.of(settings, found.path if policy is None else None))

    def check_file(self, path: str) -> Judgement:
        """The verdict on the file at ``path`` and its XMP sidecar. Raises CannotRead."""
        return judge(gather(path, self.look), self.policy)

    def check_source(self, source: Source) -> Judgement:
        """The verdict on an open source, which has no sidecar. Content is not decoded, and
        detectors are not asked: they need a file. Raises CannotRead."""
        return judge(gather_source(source, self.look), self.policy)

    def check_bytes(self, data: bytes, name: str = "<bytes>") -> Judgement:
        """The verdict on content held in memory."""
        return judge(gather_bytes(data, name, self.look), self.policy)


def check(
    file: Given,
    *,
    declared: bool = False,
    name: str | None = None,
    trust: Iterable[str | os.PathLike[str]] = (),
    policy: Mapping[str, str] | None = None,
    config: str | None = None,
    detect: bool = False,
    explicit: bool = False,
) -> Judgement:
    """The verdict of Measures art. 6 on a file, the evidence it rests on, and what follows.

    ``file`` is a path, or the bytes themselves, which ``name`` then names. ``declared``: the user
    declares the content as generated. ``trust`` are files: certificates in PEM whose C2PA signers
    are trusted, and a trust file of seals. ``policy`` are settings for what public sources leave
    open (docs/verdict.md); without it those of hegui.toml hold, or of the one at ``config``.
    ``detect`` asks the detectors that installed packages offer, about files at paths only.
    ``explicit`` looks for explicit labels in pictures, sound and video too, which decodes the
    content and needs extras; one that is not installed is among what could not be looked at.
    A file that cannot be read as any format gives *undetermined*, with the reason among what
    could not be looked at. Raises CannotRead (no readable file at all), ConfigError,
    InvalidCredential and InvalidTrust.
    """
    file = given(file)
    checker = Checker.of(
        declared=declared,
        trust=trust,
        policy=policy,
        config=config,
        detect=detect,
        explicit=explicit,
    )
    if isinstance(file, bytes):
        return checker.check_bytes(file, name or "<bytes>")
    return checker.check_file(file)


def _trust(paths: list[str]) -> tuple[str, str | None]:
    """Trust files by what they hold: certificates for C2PA, and the trust file of seals.

    Raises InvalidCredential, InvalidTrust and UsageError.
    """
    anchors, seals = [], None
    for path in paths:
        text = _read(path)
        if _PEM in text:
            anchors.append(text)
        elif seals is not None:
            raise UsageError("two trust files of seals: {one} and {other}", one=seals, other=path)
        else:
            from hegui.seal.trust_file import load_trust  # only where one is given

            load_trust(path)  # a file that cannot vouch for anybody is refused before any verdict
            seals = path
    return "\n".join(anchors), seals


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(_LARGEST)
    except OSError as error:
        raise InvalidCredential(
            "cannot be opened: {cause}", path=path, cause=error.strerror or str(error)
        ) from error
