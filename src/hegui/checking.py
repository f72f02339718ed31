"""The platform's look at one upload: evidence, and what art. 6 makes of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from hegui.config import load_config
from hegui.evidence.gathering import Look, gather, gather_source
from hegui.files.source import Source
from hegui.verdict import Judgement, Policy, judge


@dataclass(frozen=True, slots=True)
class Checker:
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
        policy: Mapping[str, str] | None = None,
        config: str | None = None,
    ) -> Checker:
        """From the call, else from hegui.toml. Raises ConfigError."""
        if policy is not None:
            return cls(Look(declared=declared), Policy.of(dict(policy)))
        found = load_config(config)
        return cls(Look(declared=declared), Policy.of(found.policy, found.path))

    def check_file(self, path: str) -> Judgement:
        """The verdict on the file at ``path`` and its XMP sidecar. Raises CannotRead."""
        return judge(gather(path, self.look), self.policy)

    def check_bytes(self, data: bytes, name: str = "<bytes>") -> Judgement:
        """The verdict on content held in memory."""
        return judge(gather_source(Source.of_bytes(data, name), self.look), self.policy)


def check(
    file: str | os.PathLike[str] | bytes,
    *,
    declared: bool = False,
    name: str | None = None,
    policy: Mapping[str, str] | None = None,
    config: str | None = None,
) -> Judgement:
    """The verdict of Measures art. 6 on a file, the evidence it rests on, and what follows.

    ``file`` is a path, or the bytes themselves, which ``name`` then names. ``declared``: the user
    declares the content as generated. ``policy`` are settings for what public sources leave open
    (docs/verdict.md); without it those of hegui.toml hold, or of the one at ``config``.
    A file that cannot be read as any format gives *undetermined*, with the reason among what
    could not be looked at. Raises CannotRead (no readable file at all) and ConfigError.
    """
    checker = Checker.of(declared=declared, policy=policy, config=config)
    if isinstance(file, bytes):
        return checker.check_bytes(file, name or "<bytes>")
    return checker.check_file(os.fspath(file))
