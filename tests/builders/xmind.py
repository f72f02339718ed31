"""Small XMind files; each says what is odd about it."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.builders.labels import BARE
from tests.builders.zip_archive import archive, plain

CONTENT = '[{"id":"1","class":"sheet","title":"春","rootTopic":{"id":"2","title":"春"}}]'
METADATA = '{"dataStructureVersion":"2","creator":{"name":"Vana","version":"23.9"}}'
OLD_SPACE = "urn:xmind:xmap:xmlns:"


def mind_map(metadata: str | bytes | None, manifest: str | None = "") -> bytes:
    """A file as XMind since 2020 writes it."""
    members: dict[str, bytes | str] = {"content.json": CONTENT}
    listed = '"content.json":{}' + (',"metadata.json":{}' if metadata is not None else "")
    if metadata is not None:
        members["metadata.json"] = metadata
    if manifest is not None:
        members["manifest.json"] = manifest or '{"file-entries":{' + listed + "}}"
    return archive(plain(members))


def old(meta: str = "") -> bytes:
    """A file of XMind 8: XML, and a manifest as OpenDocument has."""
    return archive(
        plain(
            {
                "content.xml": f'<xmap-content xmlns="{OLD_SPACE}content:2.0"/>',
                "meta.xml": f'<meta xmlns="{OLD_SPACE}meta:2.0" version="2.0">{meta}</meta>',
                "META-INF/manifest.xml": f'<manifest xmlns="{OLD_SPACE}manifest:1.0"/>',
            }
        )
    )


SAMPLES: dict[str, Callable[[], bytes]] = {
    "plain": lambda: mind_map(METADATA),
    "labelled": lambda: mind_map(METADATA[:-1] + ',"AIGC":' + BARE + "}"),
    "string": lambda: mind_map('{"AIGC" : ' + json.dumps(BARE) + ' , "a": [1, 2]}'),
    "two": lambda: mind_map('{"aigc":' + BARE + ', "a":1, "AIGC":' + BARE + "}"),
    "empty": lambda: mind_map(" { } "),
    "bom": lambda: mind_map(METADATA.encode("utf-8-sig")),
    "no-metadata": lambda: mind_map(None),
    "odd-manifest": lambda: mind_map(None, '{"file-entries":[]}'),
}
