"""What a job's results are made from beside its options: identity, and settings of hegui.toml.

Both may come from the environment and from a file that is found, so that the same command gives
other results on another day. A batch is made of one state of them.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from hegui.batch.jobs import Job, Verb
from hegui.config import Config, load_config
from hegui.errors import UsageError

_STYLE = ("corner", "moment", "sound", "pages", "height", "font", "text")  # options of these names
_OF_A_MACHINE = frozenset(("seal.key", "c2pa.key"))  # paths, which each worker may have of its own


def settled(job: Job) -> Job:
    """The job with the identity that it will use, and the settings that decide on its results.

    Secrets are not among them: of keys it is the path. Raises ConfigError.
    """
    options = job.options
    unread = job.verb is Verb.AUDIT and options.trust  # an audit takes the trust file, and no more
    found = Config() if unread else load_config(options.config)
    if job.verb is Verb.LABEL and options.producer is None:
        options = replace(
            options,
            producer=found.producer,
            propagator=options.propagator or found.propagator,
        )
    elif job.verb is Verb.PROPAGATE and not options.propagator:
        options = replace(options, propagator=found.propagator)
    used = {key: value for key, value in _used(job, found).items() if value}
    return replace(job, options=options, settings=tuple(sorted(used.items())))


def check_settings(job: Job) -> None:
    """Whether what a settled job was made from is what this process finds, too: a worker of a
    cluster stands elsewhere. Raises UsageError, ConfigError."""
    if job.settings is None:
        return
    here = settled(job)
    mine, batch = _comparable(here), _comparable(job)
    unlike = sorted(key for key in mine | batch if mine.get(key) != batch.get(key))
    if unlike:
        raise UsageError(
            "identity or settings are not those that the batch began with: {names}",
            names=", ".join(unlike),
        )


def _comparable(job: Job) -> dict[str, str]:
    said = {key: value for key, value in job.settings or () if key not in _OF_A_MACHINE}
    for key in ("producer", "propagator"):
        said[key] = getattr(job.options, key) or ""
    return said


def _used(job: Job, found: Config) -> dict[str, str | None]:
    """The settings that the job's verb uses, by their names in hegui.toml."""
    options = job.options
    match job.verb:
        case Verb.LABEL:
            used: dict[str, str | None] = {"service.class": found.service_class}
            if not options.implicit_only:
                used |= _style(job, found)
            if options.c2pa:
                used |= _credential(found)
        case Verb.PROPAGATE:
            used = _evidence(job, found) | _credential(found)
            if options.notice:
                used |= {f"explicit.{key}": value for key, value in found.explicit.items()}
        case Verb.CHECK:
            used = _evidence(job, found)
        case Verb.AUDIT:
            used = _trusted(job, found)
    if options.seal and options.key is None:
        used["seal.key"] = found.key
    return used


def _style(job: Job, found: Config) -> dict[str, str | None]:
    """The house style as far as the options do not say it."""
    said = {key for key in _STYLE if getattr(job.options, key) is not None}
    if job.options.wording is not None:
        said |= {"language", "text"}
    return {f"explicit.{key}": value for key, value in found.explicit.items() if key not in said}


def _credential(found: Config) -> dict[str, str | None]:
    return {
        "c2pa.chain": _content(found.c2pa.get("chain")),
        "c2pa.key": found.c2pa.get("key"),
        "c2pa.algorithm": found.c2pa.get("algorithm"),
    }


def _evidence(job: Job, found: Config) -> dict[str, str | None]:
    """What verdicts rest on."""
    policy = {f"policy.{key}": value for key, value in found.policy.items()}
    return policy | _trusted(job, found) | {"c2pa.trust": _content(found.c2pa.get("trust"))}


def _trusted(job: Job, found: Config) -> dict[str, str | None]:
    """Whose seals are trusted: a withdrawn key changes what the same files give."""
    given = "\n".join(_content(path) or "" for path in job.options.trust)
    return {"seal.trust": _content(found.trust), "--trust": given}


def _content(path: str | None) -> str | None:
    """A file's content as a digest; of one that cannot be read the path, and the verb will say
    why."""
    if not path:
        return None
    try:
        with open(path, "rb") as file:
            return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return path
