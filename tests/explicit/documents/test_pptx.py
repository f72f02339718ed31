"""The label in presentations: a text box in the corner, in front, legible, once."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from hegui.errors import NoRoom
from hegui.explicit.documents.document_options import Coverage
from hegui.explicit.wording import checked, corner_mark, stock
from tests.builders.ooxml import SAMPLES
from tests.documents import changed
from tests.explicit.documents.office_files import LONG, powerpoint, put, saved

SIZES = [(9_144_000, 6_858_000), (12_192_000, 6_858_000), (6_858_000, 9_144_000)]


def slides(count: int = 3, size: tuple[int, int] = SIZES[0], hidden: tuple[int, ...] = ()) -> Any:
    made = powerpoint().Presentation()
    made.slide_width, made.slide_height = size
    for number in range(count):
        slide = made.slides.add_slide(made.slide_layouts[number % 3])
        slide.shapes.title.text = f"第{number}页"
        if number in hidden:
            slide._element.set("show", "0")
    return made


def opened(data: bytes) -> Any:
    return powerpoint().Presentation(io.BytesIO(data))


def labels(data: bytes, text: str = LONG) -> list[int]:
    """How many shapes of each slide say the label and nothing else."""
    return [
        sum(shape.has_text_frame and shape.text_frame.text == text for shape in slide.shapes)
        for slide in opened(data).slides
    ]


@pytest.mark.parametrize(
    ("coverage", "expected"),
    [(Coverage.FIRST, [1, 0, 0]), (Coverage.EVERY, [1, 1, 1]), (Coverage.BOTH, [1, 1, 1])],
)
def test_slides_get_a_text_box(tmp_path: Path, coverage: Coverage, expected: list[int]) -> None:
    before = saved(slides())
    after, applied = put(tmp_path, before, coverage)

    assert labels(after) == expected
    assert changed(before, after) == {
        f"ppt/slides/slide{number}.xml" for number, one in enumerate(expected, 1) if one
    }
    assert applied.place == ("slides 1 to 3" if all(expected) else "slide 1")
    assert put(tmp_path, after, coverage)[0] == after


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", [LONG, "AI生成", stock("bilingual").text, "AI生成" + "，春" * 60])
def test_the_box_is_on_the_slide_and_in_front(
    tmp_path: Path, size: tuple[int, int], text: str
) -> None:
    before = opened(saved(slides(size=size)))
    after, _ = put(tmp_path, saved(slides(size=size)), Coverage.EVERY, checked(text))
    for slide, old in zip(opened(after).slides, before.slides, strict=True):
        *others, box = slide.shapes
        assert box.text_frame.text == text
        assert box.left >= 0
        assert box.top >= 0
        assert box.left + box.width <= size[0]
        assert box.top + box.height <= size[1]
        run = box.text_frame.paragraphs[0].runs[0]
        assert run.font.size.pt >= 10
        assert (str(run.font.color.rgb), str(box.fill.fore_color.rgb)) == ("000000", "FFFFFF")
        assert [(one.shape_id, one.left, one.top) for one in others] == [
            (one.shape_id, one.left, one.top) for one in old.shapes
        ]
        assert len({one.shape_id for one in slide.shapes}) == len(slide.shapes)


def test_hidden_slides_are_passed_over(tmp_path: Path) -> None:
    assert labels(put(tmp_path, saved(slides(hidden=(0, 1))))[0]) == [0, 0, 1]
    assert labels(put(tmp_path, saved(slides(hidden=(0, 1, 2))))[0]) == [0, 0, 1]
    hidden = saved(slides(hidden=(0,)))
    assert labels(put(tmp_path, hidden, Coverage.EVERY)[0]) == [1, 1, 1]


def test_a_label_on_the_slide_is_enough(tmp_path: Path) -> None:
    made = slides()
    made.slides[0].shapes.title.text = "本演示文稿由AI生成"
    before = saved(made)

    assert put(tmp_path, before)[0] == before


def test_a_slide_whose_shapes_end_with_extensions(tmp_path: Path) -> None:
    made = slides(1)
    tree = made.slides[0].shapes._spTree
    extension = tree.makeelement(tree.tag.replace("spTree", "extLst"), {})
    tree.append(extension)
    after, _ = put(tmp_path, saved(made))

    assert [child.tag for child in opened(after).slides[0].shapes._spTree][-1] == extension.tag
    assert labels(after) == [1]


def test_corner_marks_and_markup_in_wording(tmp_path: Path) -> None:
    after, _ = put(tmp_path, saved(slides()), Coverage.FIRST, corner_mark())
    assert labels(after, "AI")[0] == 1
    odd = checked("AI生成 <a:t> & \"x\" | p: '100%'")
    assert labels(put(tmp_path, saved(slides()), Coverage.FIRST, odd)[0], odd.text)[0] == 1


def test_a_presentation_without_slides_is_refused(tmp_path: Path) -> None:
    for empty in (saved(slides(0)), SAMPLES["powerpoint"]()):
        with pytest.raises(NoRoom, match="no slide"):
            put(tmp_path, empty)
