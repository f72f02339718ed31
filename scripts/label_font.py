"""Makes the font that explicit labels are drawn with: a subset of Noto Sans CJK SC Bold.

    .venv/bin/python scripts/label_font.py [FOLDER]

Run by hand when a stock wording gets a new character. It reads what Debian's fonts-noto-cjk
installs, keeps the characters of the stock wordings and a few more that labels are made of, and
writes the subset and its licence beside each other. The same input gives the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from hegui.explicit import stock_wording

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc")
FACE = 2  # Noto Sans CJK SC Bold
COPYRIGHT = Path("/usr/share/doc/fonts-noto-cjk/copyright")
FOLDER = Path("src/hegui/explicit/lettering/fonts")
NAME = "hegui Label Sans"

ASCII = "".join(map(chr, range(0x20, 0x7F)))
# Besides the stock wordings: what wordings of one's own are commonly made of.
COMMON = (
    "人工智能生成合成内容由为本系属于可能疑似图片像画照视频音声文字语段部分全"
    "作品服务模型平台提供方标识标注提示请注意甄别仅供参考虚拟场景数字人该此以上下含有经过"
    "使用技术创编辑辅助制造不代表观点真实与及和或的是在中国年月日"
)
PUNCTUATION = "·—…、。《》「」【】（），：；！？／～“”‘’©®™×"
FULL_WIDTH = "ＡＩ"


def characters() -> str:
    """Every character of the subset, in order."""
    stock = [stock_wording.CORNER, *stock_wording.SHORT.values(), *stock_wording.LONG.values()]
    for notice in stock_wording.NOTICES.values():
        stock += notice.values()
    return "".join(sorted(set("".join(stock) + ASCII + COMMON + PUNCTUATION + FULL_WIDTH)))


def make(font: Path) -> TTFont:
    """The subset: outlines, widths and names; no features, no hints for other scripts."""
    options = subset.Options()
    options.layout_features = ["kern"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GDEF", "GSUB"]
    options.desubroutinize = True
    face = TTFont(str(font), fontNumber=FACE, recalcTimestamp=False)  # its own date stays
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters())
    subsetter.subset(face)
    for record in face["name"].names:
        # A changed font gets a name of its own (OFL 1.1, condition 3).
        if record.nameID in (1, 4):
            record.string = NAME + (" Bold" if record.nameID == 4 else "")
        elif record.nameID in (3, 6):
            record.string = NAME.replace(" ", "") + "-Bold"
    cff = face["CFF "].cff
    cff.fontNames = [NAME.replace(" ", "") + "-Bold"]
    return face


def licence(copyright_file: Path) -> str:
    """The licence as Debian's copyright file gives it, with the font's own copyright line."""
    text = copyright_file.read_text("utf-8")
    body = text.split("\nLicense: SIL-1.1\n")[-1].split("\nLicense: ")[0]
    lines = [line.strip() for line in body.splitlines()]
    plain = "\n".join("" if line == "." else line for line in lines).strip()
    head = (
        "Copyright 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'.\n\n"
        "label.otf is a subset of Noto Sans CJK SC Bold 2.004, made by scripts/label_font.py.\n\n"
    )
    return head + plain + "\n"


def main(folder: Path) -> None:
    make(FONT).save(folder / "label.otf")
    (folder / "OFL.txt").write_text(licence(COPYRIGHT), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
