"""``hegui serve key``: API keys made, listed and revoked."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from hegui.cli.output import Output
from hegui.extras import needed
from hegui.web.settings import Settings

with needed("serve"):
    from hegui.web.access.keys import ApiKey, list_keys, new_key, revoke_key
    from hegui.web.store.store import Store


def new(arguments: argparse.Namespace, output: Output, settings: Settings) -> int:
    """Makes a key and shows it, the one time that it can be."""
    scopes = [one.strip() for one in arguments.scopes.split(",") if one.strip()]
    with _store(settings) as store:
        key, secret = new_key(store, arguments.name, scopes, arguments.rate)
    output.aside("this is the only time that the key is shown")
    output.record(_record(key) | {"key": secret}, secret)
    return output.status


def listed(output: Output, settings: Settings) -> int:
    """Lists the keys, without what opens anything."""
    with _store(settings) as store:
        for key in list_keys(store):
            state = output.say("revoked") if key.revoked else output.say("holds")
            scopes = ",".join(sorted(key.scopes))
            line = f"{key.id}  {_day(key.created)}  {state}  {key.rate}/min  {scopes}  {key.name}"
            output.record(_record(key), line)
    return output.status


def revoke(arguments: argparse.Namespace, output: Output, settings: Settings) -> int:
    """Revokes a key."""
    with _store(settings) as store:
        revoke_key(store, arguments.id)
    output.record(
        {"id": arguments.id, "outcome": "revoked"},
        output.say("the key {id} holds no longer", id=arguments.id),
    )
    return output.status


@contextmanager
def _store(settings: Settings) -> Iterator[Store]:
    store = Store.open(settings)
    try:
        yield store
    finally:
        store.close()


def _record(key: ApiKey) -> dict[str, object]:
    return {
        "id": key.id,
        "name": key.name,
        "scopes": sorted(key.scopes),
        "rate": key.rate,
        "created": _day(key.created),
        "revoked": _day(key.revoked) if key.revoked else None,
    }


def _day(milliseconds: int) -> str:
    return f"{datetime.fromtimestamp(milliseconds / 1000, UTC):%Y-%m-%dT%H:%M:%SZ}"
