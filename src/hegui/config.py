"""hegui.toml: who labels, for which service, and how that is found.

An identity comes from the call, else from the environment (HEGUI_PRODUCER,
HEGUI_PROPAGATOR), else from hegui.toml, which is looked for in the working directory and
every directory above it, as git finds its own. The key to seal with and the trust file come the
same way (HEGUI_KEY, HEGUI_TRUST); hegui.toml names them from where it stands.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from hegui.errors import ConfigError

FILE_NAME = "hegui.toml"
ROLES = ("provider", "platform", "both")
_MAX_BYTES = 1024 * 1024
_KNOWN = {
    "identity": {"role", "producer", "propagator"},
    "service": {"class"},
    "seal": {"key", "trust"},
    "c2pa": {"chain", "key", "algorithm", "authority", "trust"},
    "ledger": {"address", "key", "origin"},
    "explicit": {
        "language",
        "text",
        "corner",
        "moment",
        "sound",
        "pages",
        "height",
        "font",
    },
}
_FILES = ("chain", "key", "trust")
_NONE: Mapping[str, str] = MappingProxyType({})
_POLICY = "policy"  # its settings are the verdict's own, which checks them


class Config(NamedTuple):
    """What hegui.toml and the environment say; members that neither names are None.

    ``producer`` and ``propagator`` are a provider code (TC260-PG-20252A) or an overseas name;
    ``service_class`` is one of hegui.rules.SERVICE_CLASSES (Deep Synthesis Provisions art. 17).
    ``key`` is the file of the key to seal with, ``trust`` the trust file to verify by.
    ``c2pa`` is what signs C2PA manifests (chain, key, algorithm, authority) and by whose
    certificates they are trusted; ``policy`` and ``explicit`` are the settings of these tables as
    they stand (see ``hegui.verdict.Policy`` and ``hegui.explicit.house_style``). ``ledger`` is the
    address of the ledger that records are kept in, ``ledger_key`` the file of the key that signs
    its checkpoints, ``ledger_origin`` the name that it signs under.
    """

    path: str | None = None
    role: str | None = None
    producer: str | None = None
    propagator: str | None = None
    service_class: str | None = None
    key: str | None = None
    trust: str | None = None
    policy: Mapping[str, str] = _NONE
    c2pa: Mapping[str, str] = _NONE
    explicit: Mapping[str, str] = _NONE
    ledger: str | None = None
    ledger_key: str | None = None
    ledger_origin: str | None = None


def load_config(path: str | None = None) -> Config:
    """The configuration in force: the file at ``path``, or the one found above, or none.

    Raises ConfigError where the file cannot be read, is no TOML, or says something unknown.
    """
    found = path or find_config(os.getcwd())
    config = _read(found) if found else Config()
    config = config._replace(
        key=os.environ.get("HEGUI_KEY") or config.key,
        trust=os.environ.get("HEGUI_TRUST") or config.trust,
        ledger=os.environ.get("HEGUI_LEDGER") or config.ledger,
        ledger_key=os.environ.get("HEGUI_LEDGER_KEY") or config.ledger_key,
    )
    producer = os.environ.get("HEGUI_PRODUCER")
    propagator = os.environ.get("HEGUI_PROPAGATOR")
    if producer:  # another party than the file's perhaps: its propagator must not be mixed in
        return config._replace(producer=producer, propagator=propagator)
    return config._replace(propagator=propagator or config.propagator)


def find_config(start: str) -> str | None:
    """The nearest hegui.toml in ``start`` or a directory above it."""
    directory = start
    while True:
        candidate = os.path.join(directory, FILE_NAME)
        if os.path.isfile(candidate):
            return candidate
        parent = os.path.dirname(directory)
        if parent == directory:
            return None
        directory = parent


def _read(path: str) -> Config:
    import tomllib  # most commands find no hegui.toml and need no parser

    try:
        with open(path, "rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise ConfigError(
            "cannot be opened: {cause}", path=path, cause=error.strerror or str(error)
        ) from error
    if len(data) > _MAX_BYTES:
        raise ConfigError("is larger than a configuration can be", path=path)
    try:
        tables = tomllib.loads(data.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError("is not valid TOML: {cause}", path=path, cause=str(error)) from None
    values = _values(tables, path)
    _check_choice("identity.role", values, ROLES, path)
    if "service.class" in values:
        from hegui.rules import SERVICE_CLASSES

        _check_choice("service.class", values, tuple(one.key for one in SERVICE_CLASSES), path)
    return Config(
        path,
        values.get("identity.role"),
        values.get("identity.producer"),
        values.get("identity.propagator"),
        values.get("service.class"),
        _beside(path, values.get("seal.key")),
        _beside(path, values.get("seal.trust")),
        _table(values, _POLICY),
        {
            key: _beside(path, value) or value if key in _FILES else value
            for key, value in _table(values, "c2pa").items()
        },
        _table(values, "explicit"),
        _beside(path, values.get("ledger.address")),
        _beside(path, values.get("ledger.key")),
        values.get("ledger.origin"),
    )


def _table(values: dict[str, str], name: str) -> dict[str, str]:
    """The settings of one table, by their own names."""
    head = f"{name}."
    return {key.removeprefix(head): value for key, value in values.items() if key.startswith(head)}


def _beside(path: str, name: str | None) -> str | None:
    """A file that hegui.toml names, from where it stands; the URI of a key or ledger as it is."""
    if not name or name.startswith("pkcs11:") or "://" in name:
        return name
    return os.path.join(os.path.dirname(path), name)


def _check_choice(key: str, values: dict[str, str], choices: tuple[str, ...], path: str) -> None:
    if values.get(key, choices[0]) not in choices:
        raise ConfigError(
            "{key} is {value!r}; it must be one of {choices}",
            path=path,
            key=key,
            value=values[key],
            choices=", ".join(choices),
        )


def _values(tables: dict[str, object], path: str) -> dict[str, str]:
    """Every known setting as "table.key"; an unknown one is an error, for it may be a typo."""
    values: dict[str, str] = {}
    for table, settings in tables.items():
        if table not in (*_KNOWN, _POLICY) or not isinstance(settings, dict):
            raise ConfigError("does not know the table [{table}]", path=path, table=table)
        for key, value in settings.items():
            if table != _POLICY and key not in _KNOWN[table]:
                raise ConfigError("does not know {table}.{key}", path=path, table=table, key=key)
            if not isinstance(value, str):
                raise ConfigError(
                    "{table}.{key} must be text in quotes", path=path, table=table, key=key
                )
            values[f"{table}.{key}"] = value
    return values
