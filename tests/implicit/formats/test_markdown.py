"""Markdown: labels in front matter and everywhere else, and splices that keep the text."""

from __future__ import annotations

import json

import pytest

from hegui.aigc import Likelihood, transcribe
from tests.aigc.labels import STRICT
from tests.builders import markdown as built
from tests.builders.markdown import BODY, SAMPLES, mapping
from tests.markdown_steps import NEW, front_of, labelled, only, opened, read

WHERE = {
    "labelled": [("markdown.front-matter", True, "front matter, line 2")],
    "single-quotes-sorted": [("markdown.front-matter", True, "front matter, line 2")],
    "unquoted-four-spaces": [("markdown.front-matter", True, "front matter, line 2")],
    "merged-first": [("markdown.front-matter", True, "front matter, line 2")],
    "merged-last": [("markdown.front-matter", True, "front matter, line 4")],
    "one-line": [("markdown.front-matter", True, "front matter, line 2")],
    "security-data": [("markdown.front-matter", True, "front matter, line 2")],
    "two-front-matters": [("markdown.front-matter", True, "front matter, line 2")],
    "label-in-second-block": [("markdown.block", False, "line 5")],
    "in-the-middle": [("markdown.block", False, "line 6")],
    "under-a-heading": [("markdown.block", False, "line 4")],
    "unfenced-at-the-end": [("markdown.text", False, "line 5")],
    "folded-away": [("markdown.details", False, "line 9")],
    "twice": [
        ("markdown.front-matter", True, "front matter, line 2"),
        ("markdown.text", False, "line 16"),
    ],
    "key-twice": [
        ("markdown.front-matter", True, "front matter, line 2"),
        ("markdown.front-matter", False, "front matter, line 11"),
    ],
    "cut-off": [("markdown.text", False, "line 2")],
    "never-closed": [("markdown.text", False, "line 3")],
}


@pytest.mark.parametrize("name", SAMPLES)
def test_labels_are_found_where_they_stand(name: str) -> None:
    data = SAMPLES[name]()
    reading = read(data)
    found = [(site.slot, site.prescribed, site.place) for site in reading.sites]
    assert found == WHERE.get(name, [])
    assert reading.blind == ()
    for site in reading.sites:
        assert site.parsed is not None
        assert site.parsed.label.likelihood is Likelihood.IS
        assert data[site.offset : site.offset + site.length].decode() == site.text
        assert site.text.startswith("AIGC:")
        assert site.text.endswith("\n")


@pytest.mark.parametrize("name", SAMPLES)
def test_one_label_after_writing_and_no_other_line_lost(name: str) -> None:
    data = SAMPLES[name]()
    result = labelled(data)
    site = only(result)
    assert site.prescribed
    assert site.parsed is not None
    assert site.parsed.tolerances == ()
    assert transcribe(site.parsed) == NEW
    assert front_of(result)["AIGC"] == json.loads(NEW)
    # Every line that is not the label's is still there, in order.
    old_label = "".join(site.text for site in read(data).sites).splitlines()
    kept = [line for line in data.splitlines(keepends=True) if line.decode() not in old_label]
    gone = [line.strip() for line in old_label]
    rest = iter(result.splitlines())
    for line in kept:
        text = line.strip()
        ours = text.decode("utf-8-sig") in (*gone, "---", "```", "```yaml", "", "</details>")
        if not ours and not text.startswith((b"<details", b"<summary")):
            assert any(text.removeprefix(b"\xef\xbb\xbf") in other for other in rest), text
    assert labelled(result) == result
    assert opened(result).plan(NEW)[0].data != b""


def test_outside_the_edits_every_byte_stays() -> None:
    data = built.own_front_matter()
    result = labelled(data)
    at = data.index(b"---\n\n# A title")
    assert result.startswith(data[:at])
    assert result.endswith(data[at:])
    assert b"AIGC:\n  Label: " in result[at : len(result) - len(data[at:])]
    before, after = front_of(data), front_of(result)
    assert after == {**before, "AIGC": json.loads(NEW)}
    assert list(after)[-1] == "AIGC"


def test_a_file_without_front_matter_gets_one_before_its_text() -> None:
    result = labelled(BODY.encode(), STRICT)
    assert result.decode() == (
        '---\nAIGC:\n  Label: "1"\n  ContentProducer: "001191440300708461136T1XGW3"\n'
        '  ProduceID: "id-1"\n  ReservedCode1: "r1"\n'
        '  ContentPropagator: "001191440300708461136T1XGW3"\n  PropagateID: "id-2"\n'
        '  ReservedCode2: "r2"\n---\n\n' + BODY
    )


def test_a_byte_order_mark_stays_first() -> None:
    result = labelled(built.bom())
    assert result.startswith(b"\xef\xbb\xbf---\nAIGC:\n")
    assert result.count(b"\xef\xbb\xbf") == 1
    assert result.endswith(BODY.encode())


def test_line_ends_are_those_of_the_front_matter() -> None:
    result = labelled(built.carriage_returns())
    assert result.count(b"\n") == result.count(b"\r\n")
    result = labelled(BODY.replace("\n", "\r\n").encode())
    assert result.count(b"\n") == result.count(b"\r\n")
    result = labelled(built.mixed_line_ends())
    assert result.count(b"\r\n") == 3 + 8
    assert result.endswith(BODY.encode())


def test_an_older_label_gives_way_in_its_place() -> None:
    result = labelled(built.merged_first())
    assert list(front_of(result)) == ["AIGC", "title", "parent"]
    assert result.decode().replace(only(result).text, mapping()) == built.merged_first().decode()


def test_indented_front_matter_keeps_its_margin() -> None:
    result = labelled(b"---\n  title: a\n---\n")
    assert front_of(result) == {"title": "a", "AIGC": json.loads(NEW)}
    assert only(result).prescribed


def test_a_key_in_another_case_is_not_the_prescribed_one() -> None:
    data = built.labelled().replace(b"AIGC", b"aigc")
    assert not only(data).prescribed
    assert only(labelled(data)).prescribed


def test_pandocs_closing_dots() -> None:
    data = f"---\n{mapping()}...\n\n{BODY}".encode()
    assert only(data).prescribed
    assert labelled(data).count(b"\n...\n") == 1


def test_a_block_of_its_own_goes_with_its_fences() -> None:
    assert labelled(built.in_the_middle()).decode().endswith(f"---\n\n{BODY}***\n\n{BODY}")
    result = labelled(built.under_a_heading()).decode()
    assert result.endswith("---\n\n# A title\n\n\nOne neutral sentence.\n")


def test_fences_that_underline_a_heading_stay() -> None:
    data = f"A heading\n---\n{mapping()}---\n\ntext\n".encode()
    assert labelled(data).decode().endswith("\n\nA heading\n---\n---\n\ntext\n")


def test_a_block_with_other_keys_loses_only_the_label() -> None:
    data = f"{BODY}\n---\ntitle: b\n{mapping()}---\n\n{BODY}".encode()
    assert only(data).slot == "markdown.text"
    assert labelled(data).decode().endswith(f"{BODY}\n---\ntitle: b\n---\n\n{BODY}")


def test_an_empty_fold_goes_and_a_fold_with_more_stays() -> None:
    assert labelled(built.folded_away()).decode().endswith(f"---\n\n{BODY}\n")
    data = built.folded_away().replace(b"```\n\n</details>", b"```\nmore\n</details>")
    result = labelled(data).decode()
    assert result.endswith("<details>\n<summary>AIGC</summary>\n\nmore\n</details>\n")
    data = built.folded_away().replace(b"```yaml\n", b"```yaml\nother: x\n")
    assert b"```yaml\nother: x\n```" in labelled(data)


def test_prose_and_examples_stay_as_they_are() -> None:
    data = built.prose()
    result = labelled(data)
    assert result.endswith(data)
    assert only(result).prescribed
