"""Evidence gathered from whole files: every trace in the table, marks, labels, detectors."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

import hegui
from hegui.evidence import detectors
from hegui.evidence.contract import Evidence, Gathered, Kind, Says, Strength, Unexamined
from hegui.evidence.detectors import Missing, Score
from hegui.evidence.gathering import Look, gather, gather_source
from hegui.evidence.trace_table import TRACES
from hegui.files.source import Source
from hegui.verdict import judge
from tests.builders import jpeg, png
from tests.builders.labels import BARE, xmp_with
from tests.evidence import examples


def look_at(data: bytes, name: str = "<bytes>") -> Gathered:
    return gather_source(Source.of_bytes(data, name))


def signs(gathered: Gathered) -> set[str]:
    return {one.sign for one in gathered.evidence}


def test_every_trace_has_an_example_and_a_source() -> None:
    assert {trace.id for trace in TRACES} == set(examples.TRACES)
    for trace in TRACES:
        assert trace.source
        assert all(name == name.lower() for name in trace.names)
        assert trace.needles


@pytest.mark.parametrize("sign", examples.TRACES)
def test_a_generators_trace_is_found_and_no_other(sign: str) -> None:
    for data in examples.TRACES[sign]:
        gathered = look_at(data)
        assert signs(gathered) == {sign}
        assert not gathered.unexamined
        for one in gathered.evidence:
            assert (one.kind, one.strength, one.generated) == (Kind.TRACE, Strength.SUGGESTS, True)
            assert one.place
            assert one.template.format(**one.facts).isprintable()


@pytest.mark.parametrize("name", examples.NO_TRACES)
def test_what_is_no_trace(name: str) -> None:
    assert look_at(examples.NO_TRACES[name]).evidence == ()


@pytest.mark.parametrize(
    ("term", "says"),
    [
        ("trainedAlgorithmicMedia", Says.GENERATED),
        ("compositeWithTrainedAlgorithmicMedia", Says.PARTLY),
        ("digitalCapture", Says.OTHERWISE),
        ("somethingElse", Says.UNKNOWN),
    ],
)
def test_iptc(term: str, says: Says) -> None:
    (one,) = look_at(examples.iptc(term)).evidence
    assert (one.kind, one.says, one.sign) == (Kind.IPTC, says, f"iptc.{says}")


def test_iptc_in_utf_16() -> None:
    packet = examples.xmp(f'Iptc4xmpExt:DigitalSourceType="{examples.SOURCE_TYPE}digitalCapture"')
    body = packet.decode().partition("?>\n")[2]
    (one,) = look_at(jpeg.jpeg(jpeg.app1_xmp(body.encode("utf-16")))).evidence
    assert one.sign == "iptc.otherwise"


def test_labels_and_their_contradictions() -> None:
    packet = png.itxt(b"XML:com.adobe.xmp", xmp_with(BARE))
    one = png.png(packet, png.text(b"AIGC", examples.label("3").encode()))
    assert signs(look_at(one)) == {"label.is", "label.suspected", "label.contradict"}
    two = png.png(packet, png.text(b"AIGC", BARE.replace("4f7c", "5d0e").encode()))
    assert signs(look_at(two)) == {"label.is", "label.several"}
    same = png.png(packet, png.text(b"AIGC", BARE.encode()))
    assert signs(look_at(same)) == {"label.is"}


def test_invalid_and_unreadable_labels() -> None:
    invalid = BARE.replace('"Label":"1"', '"Label":"AIGC"')
    assert signs(look_at(png.png(png.text(b"AIGC", invalid.encode())))) == {"label.invalid"}
    assert signs(look_at(png.png(png.text(b"AIGC", b'{"Label":')))) == {"label.unreadable"}


def test_a_sidecars_label_is_not_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png.plain())
    (tmp_path / "a.png.xmp").write_bytes(xmp_with(BARE))
    (one,) = gather(str(tmp_path / "a.png")).evidence
    assert (one.kind, one.sign) == (Kind.SIDECAR, "label.is")


def test_unreadable_is_not_nothing() -> None:
    broken = look_at(png.plain()[:20])
    assert broken.reading is None
    assert broken.error is not None
    assert [one.what for one in broken.unexamined] == ["file"]
    # A format without a place for labels was looked at in full: there is nothing to look at.
    text = look_at(b"only words", "note.txt")
    assert (text.reading, text.unexamined) == (None, ())
    assert text.error is not None
    unhandled = look_at(b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(40), "a.jp2")
    assert [one.what for one in unhandled.unexamined] == ["file"]


def test_part_of_a_file_that_cannot_be_looked_at() -> None:
    gathered = look_at(png.png(png.itxt(b"XML:com.adobe.xmp", b"<x:xmpmeta TC260:AIGC")))
    assert gathered.evidence == ()
    assert len(gathered.unexamined) == 1


def test_the_declaration_is_evidence_too() -> None:
    gathered = gather_source(Source.of_bytes(png.plain()), Look(declared=True))
    (one,) = gathered.evidence
    assert (one.kind, one.strength) == (Kind.DECLARATION, Strength.DECLARES)


@dataclass
class Fixed:
    """A detector that says what it is told to."""

    answer: object
    name: str = "fixed"
    version: str = "1.2"

    def score(self, path: str) -> Score | None:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer  # type: ignore[return-value]


def asked(*each: object) -> list[Evidence | Unexamined]:
    return list(detectors.ask([Fixed(one) for one in each], "a.png"))


def test_a_detector_gives_a_score_never_a_verdict() -> None:
    high, low = asked(Score(0.9, 0.5, 0.01, 0.2), Score(0.1, 0.5))
    assert isinstance(high, Evidence)
    assert (high.kind, high.says, high.strength) == (
        Kind.DETECTOR,
        Says.GENERATED,
        Strength.SUGGESTS,
    )
    sentence = high.template.format(**high.facts)
    assert "fixed 1.2 gives the score 0.90" in sentence
    assert "1.0 %" in sentence
    assert isinstance(low, Evidence)
    assert low.says is Says.UNKNOWN
    assert asked(None) == []


def test_a_detector_that_fails_could_not_look_and_the_others_still_speak() -> None:
    found = asked(RuntimeError("no\nmodel"), "nonsense", Score(7.0, 0.5), Score(0.9, 0.5))
    assert [type(one) for one in found] == [Unexamined, Unexamined, Unexamined, Evidence]
    assert isinstance(found[0], Unexamined)
    assert found[0].facts["cause"] == "RuntimeError: no model"
    (missing,) = detectors.ask([Missing("gone", "ImportError")], "a.png")
    assert isinstance(missing, Unexamined)


def test_a_detector_that_is_sure_makes_content_suspected(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png.plain())
    look = Look(detectors=(Fixed(Score(0.9, 0.5)), Fixed(Score(0.2, 0.5))))
    judgement = judge(gather(str(tmp_path / "a.png"), look))
    assert (judgement.verdict, judgement.row.id) == ("suspected", "detector")


def test_detectors_come_from_entry_points(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one_detector.py").write_text(
        "class D:\n    name = 'one'\n    version = '1'\n"
        "    def score(self, path):\n        return None\n"
    )
    info = tmp_path / "one_detector-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: one-detector\nVersion: 1\n")
    (info / "entry_points.txt").write_text(
        "[hegui.detectors]\none = one_detector:D\ngone = no_such_module:D\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    gone, one = detectors.load()
    (tmp_path / "a.png").write_bytes(png.plain())
    judgement = hegui.check(tmp_path / "a.png", policy={}, detect=True)
    # One does not judge pictures, one could not be loaded: nothing was found, not all was seen.
    assert judgement.verdict == "undetermined"
    assert Kind.DETECTOR not in judgement.gathered.not_asked
    assert isinstance(gone, Missing)
    assert not isinstance(one, Missing)
    assert one.name == "one"
