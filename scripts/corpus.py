"""Writes the conformance corpus: small files, good, bad and hostile, and what is expected of each.

.venv/bin/python scripts/corpus.py DIR [--explicit]

DIR/expected.json says of every file what each check makes of it (docs/audit.md describes it), so
that other tools can be held to the same files. Everything is made by code, and the same each time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))

from hegui import __version__  # noqa: E402 - found by the line above
from hegui.files.edits import apply_edits  # noqa: E402
from hegui.files.source import Source  # noqa: E402
from hegui.implicit.table import open_container  # noqa: E402
from tests.builders import mp4, ooxml, png, wav  # noqa: E402
from tests.builders.labels import BARE, xmp_with  # noqa: E402
from tests.builders.samples import samples  # noqa: E402
from tests.seal.wild import MINIMAX  # noqa: E402

ON = "2026-01-01"
BEFORE = "2025-08-31"
MEMBERS: dict[str, object] = json.loads(BARE)
CODE = str(MEMBERS["ContentProducer"])
ZEROS = "00000000-0000-0000-0000-000000000000"
EMPTY = '""'
PASS, FAIL, WARN, UNTOLD = "pass", "fail", "warn", "could-not-tell"


@dataclass(frozen=True, slots=True)
class Case:
    """One file: ``expect`` maps checks to the outcome that must be among their findings.

    ``kind`` is "good", "bad" or "hostile"; ``conforms`` whether no check fails, None where that
    is not to be told. ``about`` says in English what is odd.
    """

    file: str
    data: bytes
    kind: str
    conforms: bool | None
    about: str
    expect: dict[str, str] = field(default_factory=dict)
    on: str = ON
    role: str = "provider"
    explicit: bool = False


@dataclass(frozen=True, slots=True)
class Payload:
    """One way in which a label is written, in whatever slot it stands."""

    id: str
    text: str
    about: str
    expect: dict[str, str]
    conforms: bool = False
    role: str = "provider"


def label(**members: object) -> str:
    """The conforming label, some members changed; None leaves one out."""
    kept = {key: value for key, value in {**MEMBERS, **members}.items() if value is not None}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def reordered() -> str:
    """The conforming label with Label last."""
    return json.dumps({**dict(list(MEMBERS.items())[1:]), "Label": "1"}, separators=(",", ":"))


GOOD = {
    f"label.{name}": PASS
    for name in (
        *("present", "single", "readable", "field-name", "form", "members", "order"),
        *("strings", "value", "filled", "number", "characters", "first-propagator"),
    )
} | {"code.used": PASS, "code.formed": PASS}

PAYLOADS = (
    Payload("good", label(), "conforms", GOOD, True),
    Payload("may-be", label(Label="2"), "Label 2", {"label.value": PASS}, True),
    Payload("suspected", label(Label="3"), "Label 3", {"label.value": PASS}, True),
    Payload(
        "platform",
        label(ContentPropagator="001191440300708461136T2XGW3", PropagateID="p-1"),
        "a platform has filled its members",
        {"label.propagated": PASS, "label.first-propagator": PASS},
        True,
        "platform",
    ),
    Payload(
        "platform-unfilled",
        label(ContentPropagator="", PropagateID=""),
        "a platform has not filled its members",
        {"label.propagated": FAIL},
        role="platform",
    ),
    Payload("value-word", label(Label="AIGC"), "Label is a word", {"label.value": FAIL}),
    Payload("value-4", label(Label="4"), "Label is 4", {"label.value": FAIL}),
    Payload("value-empty", label(Label=""), "Label is empty", {"label.value": FAIL}),
    Payload("member-missing", label(ReservedCode2=None), "six members", {"label.members": FAIL}),
    Payload("member-unknown", label(Model="x"), "an eighth member", {"label.members": FAIL}),
    Payload("order", reordered(), "Label stands last", {"label.order": WARN}, True),
    Payload("unfilled", label(ProduceID=""), "ProduceID is empty", {"label.filled": FAIL}),
    Payload("zeros", label(ProduceID=ZEROS), "ProduceID is zeros", {"label.number": WARN}, True),
    Payload("han", label(ProduceID="春-1"), "Han in a value", {"label.characters": WARN}, True),
    Payload(
        "no-propagator",
        label(ContentPropagator="", PropagateID=""),
        "the producer did not repeat itself",
        {"label.first-propagator": WARN},
        True,
    ),
    Payload(
        "name", label(ContentProducer="doubao"), "a name for a code", {"code.used": WARN}, True
    ),
    Payload(
        "code-malformed",
        label(ContentProducer="00919" + CODE[5:]),
        "no subject of that type",
        {"code.formed": FAIL},
    ),
)

# Written as they stand: a slot that holds text as it is has these too.
AS_TEXT = (
    Payload("number", label(Label=1), "Label is a number", {"label.strings": FAIL}),
    Payload("null", label(ReservedCode1="").replace('"ReservedCode1":""', '"ReservedCode1":null'),
            "null for a string", {"label.strings": FAIL}),
    Payload("cut-off", label()[:40], "the JSON is cut off", {"label.readable": FAIL}),
    Payload("no-json", "made by AI", "no JSON at all", {"label.readable": FAIL}),
    Payload("trailing", label() + "!", "text behind the JSON", {"label.form": FAIL}),
    Payload("blanks", label().replace(",", ", "), "blanks between members",
            {"label.form": WARN}, True),
    Payload("twice", json.dumps(label()), "JSON in a JSON string", {"label.form": FAIL}),
    Payload("deep", "[" * 5000, "five thousand brackets", {"label.readable": FAIL}),
    Payload("long", label(ProduceID="9" * 70_000), "a number of 70,000 digits", {}),
)  # fmt: skip


def bases() -> dict[str, tuple[str, bytes]]:
    """Of every kind of container a file without a label: (suffix, bytes)."""
    found: dict[str, tuple[str, bytes]] = {}
    for sample in samples():
        data = sample.build()
        try:
            reading = open_container(Source.of_bytes(data, "a" + sample.suffix)).read()
        except Exception:  # noqa: BLE001 - builders make broken files too
            continue
        if not reading.sites and not reading.blind and reading.kind.id != "xmp":
            found.setdefault(reading.kind.id, (reading.kind.suffixes[0], data))
    return found


def put(data: bytes, text: str, name: str) -> bytes | None:
    """The file with ``text`` in its prescribed slot, None where that cannot be put there."""
    try:
        made = apply_edits(data, open_container(Source.of_bytes(data, name)).plan(text))
        sites = open_container(Source.of_bytes(made, name)).read().sites
    except Exception:  # noqa: BLE001 - a slot of another grammar than JSON
        return None
    return made if len(sites) == 1 and _alike(sites[0].text, text) else None


def _alike(found: str, text: str) -> bool:
    if found == text:
        return True
    try:  # wrapped, or written as YAML, and the same all the same
        value = json.loads(found)
        return value in (json.loads(text), {"AIGC": json.loads(text)})
    except ValueError:
        return False


def cases(*, explicit: bool = False) -> Iterator[Case]:
    """Every case; ``explicit`` adds pictures, sound and video, which need the extras."""
    for kind, (suffix, data) in sorted(bases().items()):
        yield from of_container(kind, suffix, data)
    yield from of_markdown()
    yield from structural()
    yield from sealed()
    yield from of_text()
    if explicit:
        from scripts.corpus_explicit import explicit_cases

        yield from explicit_cases(Case)


def of_container(kind: str, suffix: str, data: bytes) -> Iterator[Case]:
    """One container: every payload in its slot, no label, and what a hostile hand makes of it."""
    slot = slot_check(kind)
    absent = {"label.present": FAIL}
    yield Case(f"{kind}/absent{suffix}", data, "bad", False, "no label", absent)
    early = {"label.present": "not-yet-in-force"}
    yield Case(f"{kind}/early{suffix}", data, "good", True, "before the rules", early, BEFORE)
    for payload in (*PAYLOADS, *AS_TEXT):
        made = put(data, payload.text, f"a{suffix}")
        if made is None:
            continue
        expect = payload.expect | ({slot: PASS} if payload.id == "good" else {})
        if payload.id == "good":
            expect |= {"label.propagated": "not-applicable", "seal.verifies": "not-applicable"}
        quality = "good" if payload.id in ("good", "may-be", "suspected", "platform") else "bad"
        if payload.id in ("deep", "long"):
            quality = "hostile"
        conforms = None if payload.id == "long" else payload.conforms
        yield Case(
            f"{kind}/{payload.id}{suffix}",
            made,
            quality,
            conforms,
            payload.about,
            expect,
            role=payload.role,
        )
        if payload.id == "good":
            for share in (3, 2):
                cut = made[: len(made) * (share - 1) // share]
                about = f"{share - 1}/{share} of a conforming file"
                yield Case(f"{kind}/cut-{share}{suffix}", cut, "hostile", None, about)
            flipped = bytes(b ^ 0xFF if at % 97 == 50 else b for at, b in enumerate(made))
            about = "every 97th byte of a conforming file inverted"
            yield Case(f"{kind}/flipped{suffix}", flipped, "hostile", None, about)


def slot_check(kind: str) -> str:
    """Which check speaks of the slot of a container."""
    from hegui.rules import slot_of

    guide = slot_of(kind).guide
    names = {"20257A": "video", "20258A": "text", "20259A": "picture", "202510A": "sound"}
    return "slot." + names[guide.removeprefix("TC260-PG-")]


def of_markdown() -> Iterator[Case]:
    """YAML front matter: the same payloads as a mapping, quoted and not."""
    for payload in PAYLOADS:
        members = json.loads(payload.text)
        lines = "".join(f"  {key}: {json.dumps(members[key])}\n" for key in members)
        data = f"---\nAIGC:\n{lines}---\n\n# A title\n".encode()
        expect = payload.expect | ({"slot.text": PASS} if payload.id == "good" else {})
        good = payload.conforms and WARN not in expect.values()
        yield Case(
            f"markdown/{payload.id}.md",
            data,
            "good" if good else "bad",
            payload.conforms,
            payload.about,
            expect,
            role=payload.role,
        )
    unquoted = "".join(f"  {key}: {value or EMPTY}\n" for key, value in MEMBERS.items())
    data = f"---\nAIGC:\n{unquoted}---\n".encode()
    about = "values without quotes"
    yield Case("markdown/unquoted.md", data, "bad", None, about, {"label.form": WARN})


def structural() -> Iterator[Case]:
    """Where labels stand, and how many there are."""
    xmp = png.itxt(b"XML:com.adobe.xmp", xmp_with(label()))
    two = png.png(xmp, xmp)
    yield Case("png/two.png", two, "bad", False, "two labels", {"label.single": FAIL})
    other = png.itxt(b"XML:com.adobe.xmp", xmp_with(label(Label="2")))
    about = "two labels that contradict"
    yield Case("png/contradict.png", png.png(xmp, other), "bad", False, about,
               {"label.single": FAIL})  # fmt: skip
    wrapped = b'{"AIGC": ' + label().encode() + b"}"
    annex_b = png.png(png.text(b"AIGC", wrapped))
    yield Case("png/annex-b.png", annex_b, "good", True, "the guide's Annex B",
               {"slot.picture": PASS, "label.form": PASS})  # fmt: skip
    lower = png.png(png.text(b"AIGC", wrapped.replace(b"AIGC", b"aigc")))
    yield Case("png/lower-case.png", lower, "bad", False, "aigc for AIGC",
               {"label.field-name": FAIL})  # fmt: skip
    elsewhere = (
        ("png/description.png", png.png(png.text(b"Description", wrapped)), "slot.picture"),
        ("mp4/uuid-xmp.mp4", mp4.SAMPLES["uuid-xmp"](), "slot.video"),
        ("wav/info.wav", wav.SAMPLES["info-label"](), "slot.sound"),
        ("docx/elsewhere.docx", ooxml.SAMPLES["described"](), "slot.text"),
    )
    for file, data, check in elsewhere:
        yield Case(file, data, "bad", None, "not in the prescribed slot", {check: WARN})
    for name, data in {"empty": b"", "zeros": bytes(4096), "signature": png.SIGNATURE}.items():
        told = {"label.present": UNTOLD}
        yield Case(f"hostile/{name}.png", data, "hostile", None, "no picture", told)


def sealed() -> Iterator[Case]:
    """Seals of the wild: one as its producer wrote it, and one whose label was altered."""
    base = bases()["mp3"][1]
    good = put(base, MINIMAX[0], "a.mp3")
    bad = put(base, MINIMAX[0].replace('"ProduceID":"06', '"ProduceID":"07'), "a.mp3")
    assert good is not None
    assert bad is not None
    yield Case("mp3/sealed.mp3", good, "good", None, "a seal that holds", {"seal.verifies": PASS})
    yield Case("mp3/altered.mp3", bad, "bad", False, "the sealed label altered",
               {"seal.verifies": FAIL})  # fmt: skip


def of_text() -> Iterator[Case]:
    """Explicit labels in text, which need no extra."""
    lines = "".join(f"  {key}: {json.dumps(value)}\n" for key, value in MEMBERS.items())
    front = f"---\nAIGC:\n{lines}---\n"
    for name, line, expect in (
        ("said", "本文由人工智能生成。", {"explicit.text": PASS, "explicit.text-wording": PASS}),
        ("silent", "春天来了。", {"explicit.text": WARN}),
        ("english", "This text was generated by AI.", {"explicit.text-wording": WARN}),
    ):
        data = f"{front}\n{line}\n".encode()
        quality = "good" if name == "said" else "bad"
        yield Case(f"markdown/explicit-{name}.md", data, quality, True, line, expect, explicit=True)


def write(folder: Path, *, explicit: bool = False) -> int:
    """Writes the corpus into ``folder``; how many files it has."""
    listed = []
    for case in cases(explicit=explicit):
        path = folder / case.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(case.data)
        listed.append(
            {
                "file": case.file,
                "sha256": hashlib.sha256(case.data).hexdigest(),
                "kind": case.kind,
                "about": case.about,
                "on": case.on,
                "role": case.role,
                "explicit": case.explicit,
                "conforms": case.conforms,
                "expect": case.expect,
            }
        )
    document = {"format": "hegui-corpus", "version": 1, "made_by": __version__, "cases": listed}
    text = json.dumps(document, ensure_ascii=False, indent=1)
    (folder / "expected.json").write_text(text + "\n", "utf-8")
    return len(listed)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--explicit", action="store_true", help="pictures, sound and video too")
    arguments = parser.parse_args()
    print(write(arguments.folder, explicit=arguments.explicit), "files")


if __name__ == "__main__":
    main()
