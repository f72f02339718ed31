"""The place under an address: a folder of this machine, or whatever fsspec reaches."""

from __future__ import annotations

from hegui.batch.contract import FILE, Place, is_remote
from hegui.batch.local import LocalPlace
from hegui.errors import UsageError
from hegui.extras import needed


def place_of(address: str) -> Place:
    """The place under an address. Raises MissingExtra, UsageError."""
    if not is_remote(address):
        return LocalPlace(address.removeprefix(FILE))
    with needed("batch"):
        from hegui.batch.remote import RemotePlace
    return RemotePlace(address)


def check_address(address: str) -> None:
    """Raises UsageError for an address with an unknown protocol or nothing behind it, MissingExtra
    where nothing here speaks a protocol. Asks nobody: a path or a storage may still be missing."""
    protocols, _, rest = address.partition("://")
    if not rest.strip("/"):
        raise UsageError(
            "{address} names no place: say what lies behind the protocol, as in s3://bucket/folder",
            address=address,
        )
    if not is_remote(address):
        return
    with needed("batch"):
        from fsspec import get_filesystem_class
    if "memory" in protocols:
        raise UsageError(
            "{address} is in the memory of one process, and a batch works in several",
            address=address,
        )
    for protocol in protocols.split("::"):
        try:
            get_filesystem_class(protocol)
        except (ImportError, ValueError) as error:
            raise UsageError(
                "{address} cannot be used: {cause}", address=address, cause=str(error)
            ) from error
