"""Calls public functions twice each, in one process; run by test_public_surface.py.

Twice, because a lazy package may give the function on the first access and a submodule of the same
name on the second. Always as ``hegui.name(…)``, for the same reason.
"""

from __future__ import annotations

import sys
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

PRODUCER = "001191350100M000100Y4300000"


def tiny_png(grey: int = 128) -> bytes:
    """One grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return len(data).to_bytes(4, "big") + kind + data + crc.to_bytes(4, "big")

    header = bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
    pixel = zlib.compress(bytes([0, grey]))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
    )


def call_label() -> None:
    import hegui

    result = hegui.label(tiny_png(), producer=PRODUCER, implicit_only=True)
    assert result.data is not None
    assert PRODUCER.encode() in result.data


def call_read() -> None:
    import hegui

    labelled = hegui.label(tiny_png(), producer=PRODUCER, implicit_only=True).data
    assert labelled is not None
    for reading in (hegui.read(labelled), hegui.read(tiny_png())):
        assert type(reading).__name__ == "FileReading"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "labelled.png"
        path.write_bytes(labelled)
        hegui.read(path)


def call_carry() -> None:
    import hegui

    original = hegui.label(tiny_png(), producer=PRODUCER, implicit_only=True).data
    assert original is not None
    result = hegui.carry(original, tiny_png(grey=200))
    assert result.data is not None
    assert PRODUCER.encode() in result.data


def call_load_trust() -> None:
    import hegui

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "trust.toml"
        path.write_text('format = "hegui-trust"\nversion = 1\n')
        assert hegui.load_trust(path).pins == ()


def call_check() -> None:
    import hegui

    labelled = hegui.label(tiny_png(), producer=PRODUCER, implicit_only=True).data
    assert labelled is not None
    assert hegui.check(labelled).verdict == "is"
    assert hegui.check(tiny_png()).verdict == "none"
    assert hegui.check(tiny_png(), declared=True).label == "2"


def call_audit() -> None:
    import hegui

    labelled = hegui.label(tiny_png(), implicit_only=True, producer=PRODUCER).data
    assert labelled is not None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.png"
        path.write_bytes(tiny_png())
        assert hegui.audit(path).failed
        path.write_bytes(labelled)
        assert not hegui.audit(path).failed


def call_propagate() -> None:
    import hegui

    labelled = hegui.label(tiny_png(), implicit_only=True, producer=PRODUCER).data
    assert labelled is not None
    result = hegui.propagate(labelled, propagator="001191440300708461136T2XGW3", policy={})
    assert result.written is not None
    assert result.written.content_propagator == "001191440300708461136T2XGW3"


# A public function without a line here fails the test by name.
def call_open_ledger() -> None:
    import hegui

    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            with hegui.open_ledger(Path(folder) / "ledger.db") as ledger:
                result = hegui.label(
                    tiny_png(),
                    producer=PRODUCER,
                    implicit_only=True,
                    because="waived",
                    recipient="somebody",
                    agreement="number 1",
                    ledger=ledger,
                )
        assert result.data is not None
        assert ledger.state().size == 2


RECIPES: dict[str, Callable[[], None]] = {
    "audit": call_audit,
    "carry": call_carry,
    "check": call_check,
    "label": call_label,
    "load_trust": call_load_trust,
    "open_ledger": call_open_ledger,
    "propagate": call_propagate,
    "read": call_read,
}


if __name__ == "__main__":
    for name in sys.argv[1:]:
        for time in ("first", "second"):
            try:
                RECIPES[name]()
            except Exception as error:
                error.add_note(f"in the {time} call of hegui.{name}")
                raise
    print("called twice:", *sys.argv[1:])
