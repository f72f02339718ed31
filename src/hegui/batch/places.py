"""The place under an address: a folder of this machine, or whatever fsspec reaches."""

from __future__ import annotations

from hegui.batch.contract import FILE, Place, is_remote
from hegui.batch.local import LocalPlace
from hegui.extras import needed


def place_of(address: str) -> Place:
    """The place under an address. Raises MissingExtra, UsageError."""
    if not is_remote(address):
        return LocalPlace(address.removeprefix(FILE))
    with needed("batch"):
        from hegui.batch.remote import RemotePlace
    return RemotePlace(address)
