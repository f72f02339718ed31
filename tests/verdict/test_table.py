"""Measures art. 6: every row of the table and every setting of the policy, on real files."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass, fields
from pathlib import Path
from types import ModuleType

import pytest

from hegui.checking import Checker
from hegui.errors import ConfigError
from hegui.evidence.contract import Evidence, Kind, Says, Strength
from hegui.evidence.gathering import Look, gather
from hegui.verdict import Policy, Verdict, judge
from hegui.verdict.policy import CHOICES
from hegui.verdict.table import ROWS
from tests.builders import jpeg, png
from tests.builders.labels import BARE, xmp_with
from tests.evidence import examples

SCRIPT = Path(__file__).parents[2] / "scripts" / "verdict_table.py"
XMP = png.itxt(b"XML:com.adobe.xmp", xmp_with(BARE))


def label(value: str) -> bytes:
    """A PNG whose label has this Label."""
    return png.png(png.itxt(b"XML:com.adobe.xmp", xmp_with(examples.label(value))))


def sign(kind: Kind, name: str, says: Says = Says.GENERATED) -> Evidence:
    return Evidence(kind, name, says, Strength.SUGGESTS, "there", 0, "a sign")


EXPLICIT = (sign(Kind.EXPLICIT, "explicit.text"),)
DETECTOR = (sign(Kind.DETECTOR, "detector.one"),)
FAILED = (sign(Kind.SEAL, "seal.failed", Says.UNKNOWN),)
CUT = png.png(png.itxt(b"XML:com.adobe.xmp", b"<x:xmpmeta TC260:AIGC"))
BROKEN = png.plain()[:20]


@dataclass(frozen=True)
class Case:
    """One file, what is said of it, and the row that must decide."""

    row: str
    verdict: Verdict
    data: bytes
    declared: bool = False
    found: tuple[Evidence, ...] = ()
    sidecar: bytes | None = None


IS, MAY_BE, SUSPECTED = Verdict.IS, Verdict.MAY_BE, Verdict.SUSPECTED
CASES = [
    Case("label-1", IS, label("1")),
    Case("label-1", IS, label("1"), declared=True),
    Case("label-1", IS, label("1"), found=EXPLICIT),
    Case("label-1", IS, label("1"), found=FAILED),
    Case("label-2", MAY_BE, label("2")),
    Case("label-3", SUSPECTED, label("3")),
    Case("label-and-declaration", MAY_BE, label("3"), declared=True),
    Case("labels-contradict", IS, png.png(XMP, png.text(b"AIGC", examples.label("3").encode()))),
    Case("label-invalid", SUSPECTED, label("AIGC")),
    Case("label-invalid", SUSPECTED, png.png(png.text(b"AIGC", b'{"Label":true,'))),
    Case("declaration", MAY_BE, png.plain(), declared=True),
    Case("declaration", MAY_BE, label("AIGC"), declared=True),
    Case("declaration", MAY_BE, png.plain(), declared=True, found=EXPLICIT),
    Case("declaration", MAY_BE, CUT, declared=True),
    Case("explicit", SUSPECTED, png.plain(), found=EXPLICIT),
    Case("traces", SUSPECTED, examples.TRACES["trace.sd-webui"][0]),
    Case("label-beside", SUSPECTED, png.plain(), sidecar=xmp_with(BARE)),
    Case("iptc", SUSPECTED, examples.iptc("trainedAlgorithmicMedia")),
    Case("iptc", SUSPECTED, examples.iptc("compositeWithTrainedAlgorithmicMedia")),
    Case("detector", SUSPECTED, png.plain(), found=DETECTOR),
    Case("unreadable", Verdict.UNDETERMINED, BROKEN),
    Case("unreadable-declared", MAY_BE, BROKEN, declared=True),
    Case("incomplete", Verdict.UNDETERMINED, CUT),
    Case("nothing", Verdict.NONE, png.plain()),
    Case("nothing", Verdict.NONE, examples.iptc("digitalCapture")),
    Case("nothing", Verdict.NONE, b"only words"),
]
# Which case shows what a setting decides, and the word its default stands for there.
SETTINGS = {
    "label_2": CASES[4],
    "label_3": CASES[5],
    "label_and_declaration": CASES[6],
    "contradicting_labels": CASES[7],
    "invalid_label": CASES[8],
    "failed_seal": CASES[3],
    "sidecar_label": next(case for case in CASES if case.row == "label-beside"),
    "iptc": next(case for case in CASES if case.row == "iptc"),
    "detector": next(case for case in CASES if case.row == "detector"),
    "unreadable_declared": next(case for case in CASES if case.row == "unreadable-declared"),
    "incomplete": next(case for case in CASES if case.row == "incomplete"),
}
# Tested elsewhere: C2PA needs signed files, and the others decide what is written, not the verdict.
ELSEWHERE = {
    *("c2pa_trusted", "c2pa_unknown", "c2pa_broken"),
    *("absent_producer", "several_labels", "invalid_value"),
}


def judged(case: Case, folder: Path, **policy: str):  # type: ignore[no-untyped-def]
    path = folder / "upload"
    path.write_bytes(case.data)
    if case.sidecar is not None:
        (folder / "upload.xmp").write_bytes(case.sidecar)
    return judge(
        gather(str(path), Look(declared=case.declared, found=case.found)), Policy.of(policy)
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.row)
def test_every_row_on_a_real_file(case: Case, tmp_path: Path) -> None:
    judgement = judged(case, tmp_path)
    assert (judgement.row.id, judgement.verdict) == (case.row, case.verdict)
    label = {IS: "1", MAY_BE: "2", SUSPECTED: "3"}.get(case.verdict, "")
    assert judgement.label == label
    for lang, words in (("zh", ("人工智能", "生成")), ("en", ("AI", "generated"))):
        notice = judgement.notice(lang)
        assert all(word in notice for word in words) if label else notice == ""
    if case.verdict not in (Verdict.NONE, Verdict.UNDETERMINED):
        assert judgement.evidence
    assert all(one in judgement.gathered.evidence for one in judgement.evidence)


def test_every_row_has_a_case() -> None:
    tested = {case.row for case in CASES} | {"c2pa-trusted", "c2pa-unknown", "c2pa-broken"}
    # A seal that fails decides only where the policy says so: see the settings.
    assert tested | {"seal-failed"} == {row.id for row in ROWS}


# What the other rows say of these files, where the setting itself says nothing.
OTHERWISE = {
    "label_and_declaration": SUSPECTED,
    "failed_seal": Verdict.NONE,
    "incomplete": Verdict.NONE,
    "unreadable_declared": Verdict.UNDETERMINED,
}


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_decides_its_row(setting: str, tmp_path: Path) -> None:
    case, order = SETTINGS[setting], list(Verdict)
    for choice in CHOICES.get(setting, tuple(Verdict)):
        judgement = judged(case, tmp_path, **{setting: choice})
        if choice in ("strongest", "keep"):
            assert judgement.verdict is case.verdict
            continue
        otherwise = OTHERWISE.get(setting, Verdict.NONE)
        assert judgement.verdict is min(Verdict(choice), otherwise, key=order.index)


def test_every_setting_has_a_case() -> None:
    assert set(SETTINGS) | ELSEWHERE == {field.name for field in fields(Policy)}
    assert {row.setting for row in ROWS} - {""} <= {field.name for field in fields(Policy)}


def test_a_failed_seal_can_take_a_label_out_of_force(tmp_path: Path) -> None:
    case = Case("", IS, label("1"), found=FAILED)
    kept = judged(case, tmp_path)
    assert (kept.verdict, kept.seal_failed) == (IS, True)
    doubted = judged(case, tmp_path, failed_seal="suspected")
    assert (doubted.verdict, doubted.row.id) == (SUSPECTED, "seal-failed")
    # What else speaks for it still does.
    declared = judged(Case("", IS, label("1"), True, FAILED), tmp_path, failed_seal="suspected")
    assert declared.verdict is MAY_BE


def test_strongest_holds_whatever_the_order_of_rows(tmp_path: Path) -> None:
    case = Case("", IS, examples.iptc("trainedAlgorithmicMedia"), declared=True)
    assert judged(case, tmp_path).verdict is MAY_BE
    assert judged(case, tmp_path, iptc="is").verdict is IS
    assert judged(case, tmp_path, iptc="none").verdict is MAY_BE


def test_a_declaration_that_contradicts_the_metadata_is_kept_and_shown(tmp_path: Path) -> None:
    judgement = judged(Case("", MAY_BE, examples.iptc("digitalCapture"), True), tmp_path)
    assert judgement.verdict is MAY_BE
    assert [one.sign for one in judgement.against] == ["iptc.otherwise"]


def test_a_polyglot_is_judged_by_what_it_begins_as_and_what_hangs_behind(tmp_path: Path) -> None:
    # A picture behind a picture: the label of the second is not the first one's, nor looked for.
    case = Case("", Verdict.UNDETERMINED, jpeg.jpeg(trailer=label("1")))
    assert judged(case, tmp_path).verdict is Verdict.UNDETERMINED
    # A PDF's header in a picture's comment makes no PDF of it.
    case = Case("", Verdict.NONE, jpeg.jpeg(jpeg.comment(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")))
    judgement = judged(case, tmp_path)
    assert judgement.gathered.reading.kind.id == "jpeg"
    assert judgement.verdict is Verdict.NONE


@pytest.mark.parametrize(
    "settings", [{"labels": "is"}, {"iptc": "perhaps"}, {"failed_seal": "strongest"}]
)
def test_an_unknown_setting_or_word_is_an_error(settings: dict[str, str]) -> None:
    with pytest.raises(ConfigError):
        Policy.of(settings)


def test_the_policy_of_hegui_toml_holds(tmp_path: Path) -> None:
    (tmp_path / "hegui.toml").write_text('[policy]\niptc = "may-be"\nabsent_producer = "unknown"\n')
    checker = Checker.of(config=str(tmp_path / "hegui.toml"))
    assert checker.policy == Policy(iptc="may-be", absent_producer="unknown")
    judgement = checker.check_bytes(examples.iptc("trainedAlgorithmicMedia"))
    assert (judgement.verdict, judgement.chosen) == (MAY_BE, "may-be")
    (tmp_path / "hegui.toml").write_text('[policy]\nipct = "may-be"\n')
    with pytest.raises(ConfigError, match="ipct"):
        Checker.of(config=str(tmp_path / "hegui.toml"))


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verdict_table", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_the_code_says() -> None:
    made = generator()
    assert made.PAGE.read_text("utf-8") == made.page(), "run scripts/verdict_table.py"
