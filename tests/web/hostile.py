"""Hostile uploads: samples of every format cut, changed, grown, mislabelled, and forms that lie."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from tests.builders.samples import samples

VERBS = ("read", "check", "check?explicit=true", "audit", "label?implicit_only=true", "propagate")
_LONGEST = 3 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Hostile:
    """One request: the verb's address, the body and its Content-Type."""

    address: str
    body: bytes
    kind: str = "application/octet-stream"


def hostile(count: int, seed: int) -> Iterator[Hostile]:
    """``count`` requests, the same for the same seed."""
    chance = random.Random(seed)
    whole = [(one.suffix, one.build()) for one in samples()]
    for _ in range(count):
        suffix, data = chance.choice(whole)
        body = _spoilt(data, chance)
        verb = chance.choice(VERBS)
        more = "&" if "?" in verb else "?"
        names = (f"a{suffix}", "a.md", "../../a.png", "a\x00b", "\u202egpj.a", "a" * 900)
        name = chance.choice(names)
        address = f"/api/v1/{verb}{more}name={quote(name, safe='')}"
        if chance.random() < 0.2:
            yield Hostile(address, _form(body, chance), "multipart/form-data; boundary=b")
        else:
            yield Hostile(address, body)


def _spoilt(data: bytes, chance: random.Random) -> bytes:
    body = bytearray(data[:_LONGEST])
    match chance.randrange(6):
        case 0:
            del body[chance.randrange(1, len(body) + 1) :]
        case 1:
            for _ in range(chance.randrange(1, 40)):
                body[chance.randrange(len(body))] = chance.randrange(256)
        case 2:  # a length that lies
            at = chance.randrange(max(1, len(body) - 4))
            body[at : at + 4] = chance.choice((b"\xff" * 4, b"\x7f\xff\xff\xff", b"\0" * 4))
        case 3:
            at = chance.randrange(len(body))
            body[at:at] = body[: chance.randrange(len(body))]
        case 4:
            body += chance.randbytes(chance.randrange(1, 5000))
        case _:
            start = chance.randrange(len(body))
            body = body[start:] + body[:start]
    return bytes(body) or b"\0"


def _form(body: bytes, chance: random.Random) -> bytes:
    name = chance.choice((b'"a.png"', b'"../../etc/passwd"', b"a", b'"\xff\xfe"', b'"a\r\nX: y"'))
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename=' + name + b"\r\n\r\n"
    end = chance.choice((b"\r\n--b--\r\n", b"\r\n--b", b"", b"\r\n--c--\r\n"))
    return head + body + end
