"""C2PA: what manifests say, whose they are, what broke them; read by c2pa itself as well."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hegui
from hegui.errors import (
    CeilingExceeded,
    FileError,
    HeguiError,
    InvalidCredential,
    MissingExtra,
    NoSlot,
)
from hegui.evidence.contract import Gathered, Kind, Says, Strength
from hegui.evidence.gathering import Look, gather, gather_source
from hegui.files.edits import Edit, apply_edits
from hegui.files.source import Source
from hegui.implicit.statements import statements
from hegui.implicit.table import open_container
from hegui.marks import c2pa_reading
from hegui.marks.c2pa_library import Edited
from hegui.marks.c2pa_signing import Credential, sign_bytes
from hegui.marks.iptc import TERMS
from hegui.marks.manifest import Manifest, State
from hegui.verdict import Policy, Verdict, judge
from tests.builders import flac, gif, jpeg, mp3, mp4, png, svg, tiff, wav
from tests.builders.labels import BARE, PRODUCER
from tests.credentials import signer

ROOT = signer("hegui test").root
BY_CODE = {term.code: term for term in TERMS}


def credential(name: str = "hegui test") -> Credential:
    made = signer(name)
    return Credential.load(str(made.chain), str(made.key))


def signed(
    data: bytes, media_type: str = "image/png", code: str = "trainedAlgorithmicMedia"
) -> bytes:
    return sign_bytes(data, media_type, credential(), term=BY_CODE[code])


def look_at(data: bytes, trust: str = "") -> Gathered:
    return gather_source(Source.of_bytes(data), Look(trust=trust))


def manifest(data: bytes, media_type: str = "image/png", trust: str = ROOT) -> Manifest:
    found = c2pa_reading.read_manifest(Source.of_bytes(data), media_type, trust=trust)
    assert found is not None
    return found


def test_trusted_unknown_broken() -> None:
    data = signed(png.plain())
    assert manifest(data).state is State.TRUSTED
    assert manifest(data, trust="").state is State.UNKNOWN
    assert manifest(data, trust=signer("another").root).state is State.UNKNOWN
    at = data.index(b"IDAT") + 8
    broken = manifest(data[:at] + bytes((data[at] ^ 1,)) + data[at + 1 :])
    assert (broken.state, broken.hash_alone) == (State.BROKEN, True)
    found = manifest(data)
    assert (found.signer, found.actions, found.says) == (
        "hegui test",
        ("c2pa.created",),
        Says.GENERATED,
    )


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("trainedAlgorithmicMedia", Says.GENERATED),
        ("compositeWithTrainedAlgorithmicMedia", Says.PARTLY),
        ("digitalCapture", Says.OTHERWISE),
    ],
)
def test_what_it_says(code: str, says: Says) -> None:
    assert manifest(signed(png.plain(), code=code)).says is says


def test_an_edit_keeps_what_its_parent_said() -> None:
    parent = signed(png.plain())
    edited = sign_bytes(png.plain(), "image/png", credential("editor"), parent=parent)
    found = manifest(edited, trust=signer("editor").root)
    assert found.actions == ("c2pa.opened", "c2pa.edited.metadata")
    assert (found.says, found.ingredients, found.state) == (Says.GENERATED, 1, State.TRUSTED)


def test_a_component_makes_a_part() -> None:
    report = {
        "active_manifest": "a",
        "manifests": {
            "a": {
                "ingredients": [{"relationship": "componentOf", "active_manifest": "b"}],
                "assertions": [],
            },
            "b": {
                "assertions": [
                    {
                        "label": "c2pa.actions",
                        "data": {"actions": [{"digitalSourceType": BY_CODE["digitalCapture"].uri}]},
                    },
                    {
                        "label": "c2pa.actions.v2",
                        "data": {"actions": [{"digitalSourceType": TERMS[0].uri}]},
                    },
                ],
                "ingredients": [{"relationship": "parentOf", "active_manifest": "a"}],
            },
        },
    }
    found = Manifest.of_report(report)
    assert found is not None
    assert found.says is Says.PARTLY


NAMES = (
    *("active_manifest", "manifests", "a", "assertions", "label", "data", "actions"),
    *("ingredients", "signature_info", "validation_results", "activeManifest", "failure"),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "active_manifest",
                    "manifests",
                    "a",
                    "assertions",
                    "label",
                    "data",
                    "actions",
                    "ingredients",
                    "signature_info",
                    "validation_results",
                    "activeManifest",
                    "failure",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["active_manifest", "manifests"]), json_values))
def test_any_report_is_read_or_is_none(report: dict[str, object]) -> None:
    found = Manifest.of_report(report)
    assert found is None or Manifest.of_record(json.loads(json.dumps(found.record()))) == found


MP4 = mp4.Movie().build()
FILES = {
    "image/png": png.plain(),
    "image/jpeg": jpeg.jpeg(),
    "image/gif": gif.gif(),
    "image/tiff": tiff.plain(),
    "image/svg+xml": svg.SAMPLES["plain"]() if "plain" in svg.SAMPLES else b"",
    "audio/mpeg": mp3.tag(mp3.text("TIT2", "x")) + mp3.SOUND,
    "audio/wav": wav.sound(),
    "audio/flac": flac.flac((flac.COMMENT, flac.comments())),
    "video/mp4": MP4,
}


@pytest.mark.parametrize("media_type", [kind for kind, data in FILES.items() if data])
def test_a_manifest_is_seen_in_every_container(media_type: str) -> None:
    data = signed(FILES[media_type], media_type)
    gathered = look_at(data, ROOT)
    (one,) = gathered.of(Kind.C2PA)
    assert (one.sign, one.says, one.strength) == ("c2pa.trusted", Says.GENERATED, Strength.PROVES)
    assert not gathered.unexamined


@pytest.mark.parametrize("media_type", ["image/png", "image/jpeg"])
def test_a_manifest_that_only_a_label_broke(media_type: str) -> None:
    labelled = hegui.label(
        signed(FILES[media_type], media_type),
        implicit_only=True,
        producer=PRODUCER,
        allow_break_c2pa=True,
    ).data
    assert labelled is not None
    for trust, sign in ((ROOT, "c2pa.trusted"), ("", "c2pa.unknown")):
        (one,) = look_at(labelled, trust).of(Kind.C2PA)
        assert one.sign == sign
        assert "without the label it holds" in one.template
    # Anything else that was changed is no such thing.
    at = len(labelled) - 20 if media_type == "image/png" else len(labelled) - 4
    changed = labelled[:at] + bytes((labelled[at] ^ 1,)) + labelled[at + 1 :]
    (one,) = look_at(changed, ROOT).of(Kind.C2PA)
    assert one.sign == "c2pa.broken"


def test_label_first_and_sign_last_keeps_both() -> None:
    labelled = hegui.label(png.plain(), implicit_only=True, producer=PRODUCER).data
    assert labelled is not None
    both = signed(labelled)
    assert manifest(both).state is State.TRUSTED
    assert [site.prescribed for site in hegui.read(both).sites] == [True]


# Row → setting, trust list, a chunk added after signing.
ROWS = {
    "c2pa-trusted": ("c2pa_trusted", ROOT, b""),
    "c2pa-unknown": ("c2pa_unknown", "", b""),
    "c2pa-broken": ("c2pa_broken", ROOT, png.chunk(b"tEXt", b"a\0b")),
}


@pytest.mark.parametrize("row", ROWS)
def test_the_rows_of_the_table_and_their_settings(row: str) -> None:
    setting, trust, added = ROWS[row]
    data = signed(png.plain())
    gathered = look_at(data[:-12] + added + data[-12:], trust)
    judgement = judge(gathered)
    assert (judgement.row.id, judgement.verdict) == (row, Verdict.SUSPECTED)
    for choice in Verdict:
        assert judge(gathered, Policy.of({setting: choice})).verdict is choice


def test_a_capture_is_no_sign_of_generation_and_shown_against_a_declaration() -> None:
    data = signed(png.plain(), code="digitalCapture")
    assert judge(look_at(data, ROOT)).verdict is Verdict.NONE
    declared = judge(gather_source(Source.of_bytes(data), Look(declared=True, trust=ROOT)))
    assert declared.verdict is Verdict.MAY_BE
    assert [one.sign for one in declared.against] == ["c2pa.trusted"]


def test_two_manifests_in_one_file() -> None:
    data = signed(png.plain())
    at = data.index(b"caBX") - 4
    length = 12 + int.from_bytes(data[at : at + 4])
    twice = data[:at] + data[at : at + length] + data[at:]
    gathered = look_at(twice, ROOT)
    assert gathered.of(Kind.C2PA) == ()
    (missing,) = gathered.unexamined
    assert "more than one" in str(missing.facts["cause"])
    assert judge(gathered).verdict is Verdict.UNDETERMINED


def test_no_manifest_costs_no_library() -> None:
    code = (
        "import sys, hegui; from tests.builders import jpeg;"
        "hegui.check(jpeg.jpeg(), policy={});"
        "assert 'c2pa' not in sys.modules and 'hegui.marks.c2pa_library' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])


def test_without_the_extra_it_could_not_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    data = signed(png.plain())
    monkeypatch.setitem(sys.modules, "c2pa", None)
    monkeypatch.delitem(sys.modules, "hegui.marks.c2pa_library")
    monkeypatch.delattr("hegui.marks.c2pa_library")
    gathered = look_at(data)
    assert gathered.of(Kind.C2PA) == ()
    (missing,) = gathered.unexamined
    assert "pip install 'hegui[c2pa]'" in missing.template.format(**missing.facts)
    assert judge(gathered).verdict is Verdict.UNDETERMINED
    with pytest.raises(MissingExtra):
        sign_bytes(png.plain(), "image/png", credential())


def test_remote_manifests_are_named_and_not_fetched() -> None:
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        b'xmlns:dcterms="http://purl.org/dc/terms/" '
        b'dcterms:provenance="https://example.org/m.c2pa"/></rdf:RDF></x:xmpmeta>'
    )
    gathered = look_at(png.png(png.itxt(b"XML:com.adobe.xmp", packet)))
    (missing,) = gathered.unexamined
    assert missing.facts["address"] == "https://example.org/m.c2pa"


def test_a_large_file_is_read_in_a_process_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.png"
    labelled = hegui.label(
        signed(png.plain()), implicit_only=True, producer=PRODUCER, allow_break_c2pa=True
    ).data
    assert labelled is not None
    path.write_bytes(labelled)
    here = gather(str(path), Look(trust=ROOT))
    monkeypatch.setattr(c2pa_reading, "_IN_PROCESS", 0)
    there = gather(str(path), Look(trust=ROOT))
    assert there.evidence == here.evidence
    assert there.evidence[-1].sign == "c2pa.trusted"
    # Neither time nor memory is without bounds, and an error over there is ours here.
    monkeypatch.setattr(c2pa_reading, "_SECONDS", 0.001)
    (slow,) = gather(str(path), Look(trust=ROOT)).unexamined
    assert "seconds" in slow.template
    monkeypatch.undo()
    monkeypatch.setattr(c2pa_reading, "_IN_PROCESS", 0)
    (refused,) = gather(str(path), Look(trust="no certificate")).unexamined
    assert refused.what == "C2PA"


def test_memory_is_bounded(tmp_path: Path) -> None:
    request = json.dumps({"path": "/dev/zero", "media_type": "image/png", "trust": "", "edits": []})
    code = (
        "import hegui.marks.c2pa_worker as w; w._MEMORY = 64 * 1024**2; raise SystemExit(w.main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=request.encode(), capture_output=True, check=False
    )
    assert done.returncode
    assert not done.stdout


def test_a_huge_file_is_refused() -> None:
    source = Source("huge.png", 2 * 1024**3, descriptor=-1)
    with pytest.raises(CeilingExceeded):
        c2pa_reading.read_manifest(source, "image/png")


def test_a_format_that_c2pa_does_not_read() -> None:
    with pytest.raises((NoSlot, FileError)):
        c2pa_reading.read_manifest(Source.of_bytes(b"words"), "text/plain")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_mutated_manifests_give_an_answer_or_an_error_of_ours(choice: st.DataObject) -> None:
    data = bytearray(signed(png.plain()))
    start = data.index(b"caBX")
    for _ in range(choice.draw(st.integers(1, 4))):
        at = choice.draw(st.integers(start, len(data) - 40))
        data[at] = choice.draw(st.integers(0, 255))
    try:
        gathered = look_at(bytes(data), ROOT)
    except HeguiError as error:
        pytest.fail(f"raised {error!r}")
    assert all(one.sign.startswith("c2pa.") for one in gathered.of(Kind.C2PA))


def test_a_credential_that_cannot_sign(tmp_path: Path) -> None:
    good = credential()
    with pytest.raises(InvalidCredential):
        Credential.load(str(tmp_path / "none"), str(tmp_path / "none"))
    for bad in (
        Credential(b"no", b"no"),
        Credential(good.chain, signer("another").key.read_bytes()),
        Credential(good.chain, good.key, "rot13"),
    ):
        with pytest.raises(HeguiError):
            sign_bytes(png.plain(), "image/png", bad)
    assert "PRIVATE" not in repr(good)


@given(
    st.binary(max_size=60),
    st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9), st.binary(max_size=6)), max_size=5),
)
def test_a_file_as_it_would_be_after_edits(
    data: bytes, wanted: list[tuple[int, int, bytes]]
) -> None:
    edits, at = [], 0
    for gap, length, new in wanted:
        if at + gap + length > len(data):
            break
        edits.append(Edit(at + gap, length, new))
        at += gap + length
    expected = apply_edits(data, tuple(edits))
    edited = Edited(io.BytesIO(data), tuple(edits))
    assert edited.read() == expected
    assert edited.seek(0, io.SEEK_END) == len(expected)
    edited.seek(len(expected) // 2)
    assert edited.read(7) == expected[len(expected) // 2 :][:7]


def test_the_store_is_a_statement_and_no_text() -> None:
    source = Source.of_bytes(signed(png.png(png.text(b"AIGC", BARE.encode()))))
    found, _ = statements(source, open_container(source).read())
    assert [(one.space, one.text) for one in found] == [("c2pa", "")]
