"""Writes docs/verdict.md: what hegui concludes from which evidence, from the code itself.

.venv/bin/python scripts/verdict_table.py
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from hegui.evidence.trace_table import TRACES
from hegui.explicit.wording import platform_notice
from hegui.rules import NOTICES
from hegui.verdict.policy import CHOICES, Policy, Verdict
from hegui.verdict.table import ROWS, Row

PAGE = Path(__file__).parents[1] / "docs" / "verdict.md"

HEAD = """\
# The verdict · 判定

Made from the code by `scripts/verdict_table.py`; a test keeps it true.

`hegui check` gathers every sign that a file was generated and asks this table what art. 6 of the
Labelling Measures makes of them. Every row that applies gives an answer; the strongest holds (*is*
before *may be* before *suspected*), which is the order of art. 6 (1) to (3). *None* means that no
sign was found, never that a person made it. *Undetermined* means that something could not be
looked at and nothing that was seen decides; a file of its own behind a picture's end is such a
thing ([formats](formats.md)).

The article is the one that asks for the verdict's notice, as `hegui check` cites it. Art. 6 (1) to
(3) name the cases of a label, a declaration and traces, and their notices are those of Label 1, 2
and 3: so a file whose label says 2 is told by the words of (2), though (1) speaks of labels, and a
setting that changes a row's verdict changes its article with it.

Labels that a person reads in text are looked for in every check, those seen or heard in pictures,
sound and the opening frames of videos with `--explicit` only: that decodes the content. Such a
label counts where it stands at an edge, whatever its size (*declares* where clause 5 is met, else
*suggests*); the same words in the middle of a picture are what it shows, and decide nothing. A
reader misreads, and a picture of a label is none: the row `explicit` is never more than
*suspected*. Where nobody could look, a check that was asked to is *incomplete*.

本表由代码生成。适用的各行中取最强的判定；“无”仅表示未发现迹象，不代表由人创作。
文本中的显式标识每次检查都会查找；图片、声音和视频开头的显式标识须以 `--explicit` 要求才查找。
"""

SHOWN = """
The notice is the platform's to show beside the content. `hegui propagate --notice` puts it on the
content itself, in the words above and the house style: in a row of the picture where no explicit
label stands (or nowhere), never where nobody could look, never against a producer's seal that
holds, and on a file with a C2PA manifest only where that is signed anew or
`--allow-break-c2pa` is said.

`hegui propagate --notice` 将提示直接加到内容上，不遮盖已有的显式标识，不使生成者的防护签名失效。
"""

POLICY = """
## What public sources leave open · 未定事项

A row marked *unsettled* follows a setting of `[policy]` in hegui.toml. A value is a verdict
({all}) or one of the words named here.

| setting | default | also |
|---|---|---|
"""

MEANING = """
`strongest` takes the strongest of the labels that contradict each other. `keep` leaves a label
whose seal does not hold in force; the failed seal is told beside the verdict. `absent_producer` is
what stands as ContentProducer where no label exists: `propagator` for the platform's own code, any
other text for that text; ProduceID is the platform's content number then. `several_labels` says
which of several labels that contradict each other is propagated, or that none is (`refuse`).
`invalid_value` leaves a Label that is none of 1, 2, 3 as its producer wrote it (`keep`), or writes
the one that follows from the verdict (`case`).
"""

TRACE_HEAD = """
## Traces of generators · 生成工具痕迹

A trace proves nothing; it is what art. 6 (3) calls other traces. Each is in the table because a
real file, the generator's code or its vendor's words show it.

| sign | generator | stands in | source |
|---|---|---|---|
"""


def page() -> str:
    """The whole page."""
    lines = [
        HEAD,
        "| row | case · 情形 | verdict | Label | article | settled |",
        "|---|---|---|---|---|---|",
        *(_row(row) for row in ROWS),
        "",
        "| verdict | notice · 提示 |",
        "|---|---|",
    ]
    for verdict, notice in zip(Verdict, NOTICES, strict=False):
        zh, en = (platform_notice(notice.label, lang).text for lang in ("zh", "en"))
        lines.append(f"| {verdict} | {zh} · {en} |")
    lines.append(SHOWN.rstrip("\n"))
    lines.append(POLICY.format(all=", ".join(f"`{one}`" for one in Verdict)).rstrip("\n"))
    for field in fields(Policy):
        also = CHOICES.get(field.name)
        own = [one for one in also or () if one not in tuple(Verdict)]
        words = "any text" if also == () else ", ".join(f"`{one}`" for one in own)
        lines.append(f"| `{field.name}` | `{field.default}` | {words} |")
    lines += [MEANING.rstrip("\n"), TRACE_HEAD.rstrip("\n")]
    for trace in TRACES:
        names = ", ".join(f"`{name}`" for name in trace.names[:4])
        more = " …" if len(trace.names) > 4 else ""
        lines.append(f"| `{trace.id}` | {trace.generator} | {names}{more} | {trace.source} |")
    return "\n".join(lines) + "\n"


def _row(row: Row) -> str:
    default = row.answer or getattr(Policy(), row.setting)
    settled = "yes" if row.settled else f"unsettled: `{row.setting}`"
    labels = {
        verdict.value: notice.label for verdict, notice in zip(Verdict, NOTICES, strict=False)
    }
    label = labels.get(default, "" if default in tuple(Verdict) else "of the verdict")
    articles = {
        verdict.value: notice.place for verdict, notice in zip(Verdict, NOTICES, strict=False)
    }
    kept = "" if default in tuple(Verdict) else "of the verdict"
    article = articles.get(default, kept or row.article)
    return f"| `{row.id}` | {row.en} · {row.zh} | {default} | {label} | {article} | {settled} |"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
