"""Every check on a real file: one that conforms, one that departs, and what then follows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hegui.aigc.tolerances import DEVIATIONS
from hegui.conformance.annex_e import DEVIATIONS_OF
from hegui.conformance.auditing import auditor
from hegui.conformance.check import Check, Observation, Outcome, Seen, Verb, run
from hegui.conformance.subject import Explicit, Role, Subject
from hegui.conformance.table import CHECKS, check
from hegui.messages import say
from hegui.rules import Confidence
from tests.builders import html, mp4, png, wav
from tests.conformance.works import (
    BEFORE,
    IN_FORCE,
    audited,
    findings,
    label,
    may_fail,
    outcomes,
    picture,
)

PASS, FAIL, WARN = Outcome.PASS, Outcome.FAIL, Outcome.WARN
ZEROS = "00000000-0000-0000-0000-000000000000"


def test_a_conforming_file_passes_every_check_that_applies(tmp_path: Path) -> None:
    audit = audited(tmp_path, picture(label()))

    assert {one.outcome for one in audit.findings} == {PASS, Outcome.NOT_APPLICABLE}
    assert not audit.failed
    assert not audit.unread


@pytest.mark.parametrize(
    ("check_id", "data", "outcome"),
    [
        ("label.present", picture(), FAIL),
        ("label.single", picture(label(), label()), FAIL),
        ("label.readable", picture("{no label"), FAIL),
        ("label.field-name", png.png(png.text(b"AIGC", b'{"aigc": %s}' % label().encode())), FAIL),
        ("label.form", picture(label() + "."), FAIL),
        ("label.form", picture(label().replace(",", ", ")), WARN),
        ("label.members", picture(label(ReservedCode2=None)), FAIL),
        ("label.order", picture(label(Label=None)[:-1] + ',"Label":"1"}'), WARN),
        ("label.strings", picture(label(Label=1)), FAIL),
        ("label.value", picture(label(Label="AIGC")), FAIL),
        ("label.filled", picture(label(ProduceID="")), FAIL),
        ("label.number", picture(label(ProduceID=ZEROS)), WARN),
        ("label.number", picture(label(ProduceID="%!s(int=3)")), WARN),
        ("label.characters", picture(label(ProduceID="春")), WARN),
        ("label.first-propagator", picture(label(ContentPropagator="")), WARN),
        ("slot.picture", png.png(png.text(b"Description", label().encode())), None),
        ("code.used", picture(label(ContentProducer="doubao")), WARN),
        ("code.formed", picture(label(ContentProducer="009191350100M000100Y4300000")), FAIL),
    ],
)
def test_a_departure_is_found_and_weighed(
    check_id: str, data: bytes, outcome: Outcome | None, tmp_path: Path
) -> None:
    audit = audited(tmp_path, data)
    expected = {outcome} if outcome else outcomes(audit, check_id) - {PASS}

    assert expected <= outcomes(audit, check_id)
    assert audit.failed == any(one.outcome is FAIL for one in audit.findings)


@pytest.mark.parametrize(
    ("missing", "outcome"), [({}, PASS), ({"ContentPropagator": "", "PropagateID": ""}, FAIL)]
)
def test_a_platform_owes_its_own_members(
    missing: dict[str, object], outcome: Outcome, tmp_path: Path
) -> None:
    data = picture(label(**missing))

    assert outcomes(audited(tmp_path, data, role=Role.PLATFORM), "label.propagated") == {outcome}
    assert outcomes(audited(tmp_path, data), "label.propagated") == {Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("check_id", "good", "bad", "name"),
    [
        ("slot.video", mp4.SAMPLES["ffmpeg"](), mp4.SAMPLES["uuid-xmp"](), "a.mp4"),
        ("slot.sound", wav.sound(wav.aigc()), wav.SAMPLES["info-label"](), "a.wav"),
    ],
)
def test_a_slot_other_than_the_guides_warns(
    check_id: str, good: bytes, bad: bytes, name: str, tmp_path: Path
) -> None:
    assert outcomes(audited(tmp_path, good, name), check_id) == {PASS}
    assert WARN in outcomes(audited(tmp_path, bad, name), check_id)


IMAGE = Explicit("image", "AI生成", "bottom right", 6.0)
VIDEO = Explicit("video", "AI生成", "bottom right", 6.0, 3.0)
AUDIO = Explicit("audio", "本内容由人工智能生成", "0.0–4.0 s")
TEXT = Explicit("text", "本文由人工智能生成", "line 1")


@pytest.mark.parametrize(
    ("check_id", "found", "outcome"),
    [
        ("explicit.image", IMAGE, PASS),
        ("explicit.image", None, WARN),
        ("explicit.image-wording", IMAGE, PASS),
        ("explicit.image-wording", replace(IMAGE, wording="AI绘制"), FAIL),
        ("explicit.image-wording", replace(IMAGE, wording="Al生成", literal=True), PASS),
        ("explicit.image-wording", replace(IMAGE, wording="made by AI", literal=False), WARN),
        ("explicit.image-height", IMAGE, PASS),
        ("explicit.image-height", replace(IMAGE, height=3.0, margin=0.5), FAIL),
        ("explicit.image-height", replace(IMAGE, height=4.8, margin=0.5), Outcome.COULD_NOT_TELL),
        ("explicit.image-height", replace(IMAGE, height=None), Outcome.COULD_NOT_TELL),
        ("explicit.video", VIDEO, PASS),
        ("explicit.video", None, WARN),
        ("explicit.video-wording", VIDEO, PASS),
        ("explicit.video-wording", replace(VIDEO, wording="AI"), FAIL),
        ("explicit.video-height", VIDEO, PASS),
        ("explicit.video-height", replace(VIDEO, height=4.0), FAIL),
        ("explicit.video-time", VIDEO, PASS),
        ("explicit.video-time", replace(VIDEO, seconds=1.9), FAIL),
        ("explicit.audio", AUDIO, PASS),
        ("explicit.audio", None, WARN),
        ("explicit.text", TEXT, PASS),
        ("explicit.text", None, WARN),
        ("explicit.text-wording", TEXT, PASS),
        ("explicit.text-wording", replace(TEXT, wording="由AI润色"), FAIL),
    ],
)
def test_explicit_labels_that_a_finder_saw(
    check_id: str, found: Explicit | None, outcome: Outcome, tmp_path: Path
) -> None:
    modality = check_id.split(".")[1].split("-")[0]
    film = mp4.SAMPLES["ffmpeg"]().replace(b"soun", b"vide")  # its handler: it was sound alone
    data, name = {
        "image": (picture(label()), "a.png"),
        "video": (film, "a.mp4"),
        "audio": (wav.sound(wav.aigc()), "a.wav"),
        "text": (html.SAMPLES["plain"](), "a.html"),
    }[modality]
    explicit = () if found is None else (found,)
    audit = audited(tmp_path, data, name, explicit=explicit)

    assert outcomes(audit, check_id) == {outcome}
    others = [one.id for one in CHECKS if one.id.startswith("explicit.") and modality not in one.id]
    assert {one for other in others for one in outcomes(audit, other)} == {Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("text", "outcome"), [("内容由AI生成\n\n春天来了。\n", PASS), ("春天来了。\n", WARN)]
)
def test_plain_text_is_asked_for_an_explicit_label_alone(
    text: str, outcome: Outcome, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    audit = auditor(on=IN_FORCE, explicit=True).audit_file(str(path))

    assert outcomes(audit, "explicit.text") == {outcome}
    assert outcomes(audit, "label.present") == {Outcome.NOT_APPLICABLE}
    assert outcomes(audit, "explicit.image") == {Outcome.NOT_APPLICABLE}
    assert not audit.unread


def test_before_a_rule_applies_nothing_fails(tmp_path: Path) -> None:
    audit = audited(tmp_path, picture(), on=BEFORE)

    assert not audit.failed
    assert outcomes(audit, "label.present") == {Outcome.NOT_YET_IN_FORCE}
    (finding,) = findings(audit, "label.present")
    assert "2025-09-01" in say(finding.observation.template, **finding.observation.facts)


def test_the_day_on_which_a_rule_applies_counts(tmp_path: Path) -> None:
    day = check("label.present").provision.applies_from

    assert audited(tmp_path, picture(), on=day).failed


@pytest.mark.parametrize("confidence", list(Confidence))
def test_only_what_was_read_in_the_rule_may_fail(confidence: Confidence) -> None:
    provision = replace(check("label.present").provision, confidence=confidence)

    def departs(subject: Subject) -> list[Observation]:
        return [Observation(Seen.DEPARTS, "holds no label")]

    subject = Subject("a", Role.PROVIDER, None)
    for verb, can in ((Verb.SHALL, may_fail(confidence)), (Verb.SHOULD, False)):
        made = Check("a.b", "", provision, verb, departs)
        (finding,) = run(made, subject, provision.applies_from)
        assert finding.outcome is (FAIL if can else WARN)


def test_a_less_certain_departure_of_a_certain_check_warns() -> None:
    def departs(subject: Subject) -> list[Observation]:
        return [Observation(Seen.DEPARTS, "holds no label", confidence=Confidence.IMPL)]

    sure = check("label.present")
    made = Check("a.b", "", sure.provision, Verb.SHALL, departs)
    (finding,) = run(made, Subject("a", Role.PROVIDER, None), sure.provision.applies_from)

    assert sure.may_fail
    assert finding.outcome is WARN


def test_every_deviation_belongs_to_one_check() -> None:
    mapped = [one for ids in DEVIATIONS_OF.values() for one in ids]

    assert sorted(mapped) == sorted(one.id for one in DEVIATIONS)
    assert set(DEVIATIONS_OF) <= {one.id for one in CHECKS}


def test_ids_are_unique_and_every_title_is_said_in_both_languages() -> None:
    assert len({one.id for one in CHECKS}) == len(CHECKS)
    for one in CHECKS:
        assert say(one.title, "zh") != one.title


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", picture(label())[:70], b"GIF89a" + b"\xff" * 40, b"\0" * 99]
)
def test_a_file_that_cannot_be_read_could_not_be_told(data: bytes, tmp_path: Path) -> None:
    audit = audited(tmp_path, data)

    assert not audit.failed
    assert audit.unread
    assert all(one.outcome is not PASS for one in audit.findings)
