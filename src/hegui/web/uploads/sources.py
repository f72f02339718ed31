"""Where a request's file comes from: its body, or an address on storage that may be read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import Request

from hegui.web.uploads.names import shown_name
from hegui.web.uploads.receiving import received
from hegui.web.uploads.storage import fetched
from hegui.web.uploads.upload import Upload

if TYPE_CHECKING:
    from hegui.web.service import Service


@asynccontextmanager
async def uploaded(
    request: Request, service: Service, name: str, address: str
) -> AsyncIterator[Upload]:
    """The file of a request. Raises Problem."""
    settings = service.settings
    spool = str(settings.spool)
    if not address:
        async with received(request, spool, service.ceilings) as upload:
            yield upload
        return
    with Upload(spool, settings.largest) as upload:
        await service.threaded(fetched, address, settings.storage, upload)
        upload.name = shown_name(name or address)
        yield upload
