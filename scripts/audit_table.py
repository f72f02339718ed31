"""Writes docs/audit.md: every check of ``hegui audit``, from the code itself.

.venv/bin/python scripts/audit_table.py
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hegui.conformance import comparing, materials
from hegui.conformance.check import Check
from hegui.conformance.table import CHECKS
from hegui.messages import say
from hegui.rules import instrument

PAGE = Path(__file__).parents[1] / "docs" / "audit.md"
NOT_STATED, SCOPE = "not stated", "out of its scope"

# Of each check what AigcTotal (docs/checks.md, commit 16d924f) and ai-mark-lint (SPEC.md, version
# 0.1.0, commit 75042fa) say that they examine, in their own ids.
PEERS: dict[str, tuple[str, str]] = {
    "label.present": ("a verdict, `not_found`, of one check a carrier", "CN-45438-001, error"),
    "label.single": ("`duplicate_label`, `fields_agree`", "CN-45438-005, warns if they disagree"),
    "label.readable": ("`annexe_fields`: inconclusive", "CN-45438-002, error"),
    "label.field-name": (NOT_STATED, NOT_STATED),
    "label.form": ("no: takes bare and wrapped", "no: takes both forms anywhere"),
    "label.members": (
        "`annexe_fields` (three of the seven), `annexe_unknown_field`",
        "CN-45438-003, warns (three of the seven)",
    ),
    "label.order": (NOT_STATED, NOT_STATED),
    "label.strings": ("no: takes a number for Label", NOT_STATED),
    "label.value": ("`annexe_label_enum`", "CN-45438-004, warns"),
    "label.filled": ("`annexe_fields`", "CN-45438-003, warns"),
    "label.number": (NOT_STATED, NOT_STATED),
    "label.characters": ("`annexe_charset`, fails", NOT_STATED),
    "label.first-propagator": (NOT_STATED, "no: not asked of the producer"),
    "label.propagated": (NOT_STATED, NOT_STATED),
    "slot.video": ("reads MP4, MOV, AVI slots", "reads MP4 and MOV slots"),
    "slot.text": ("reads OOXML, PDF, Markdown slots", SCOPE),
    "slot.picture": (
        "reads PNG, JPEG, WebP, TIFF, GIF slots",
        "reads JPEG, PNG, WebP slots and XMP",
    ),
    "slot.sound": ("reads WAV, MP3, FLAC, OGG, Opus slots", "reads WAV and MP3 slots"),
    "code.used": (NOT_STATED, NOT_STATED),
    "code.formed": (NOT_STATED, NOT_STATED),
    "seal.verifies": (NOT_STATED, NOT_STATED),
    "explicit.text": ("`text_prompt_affix` finds prompts at either end", SCOPE),
    "explicit.image": (NOT_STATED, SCOPE),
    "explicit.audio": (NOT_STATED, SCOPE),
    "explicit.video": (NOT_STATED, SCOPE),
    "explicit.text-wording": ("listed as to be done", SCOPE),
    "explicit.image-wording": (NOT_STATED, SCOPE),
    "explicit.video-wording": (NOT_STATED, SCOPE),
    "explicit.image-height": (NOT_STATED, SCOPE),
    "explicit.video-height": (NOT_STATED, SCOPE),
    "explicit.video-time": (NOT_STATED, SCOPE),
    "kept.label": (NOT_STATED, "DIFF-004, error"),
    "kept.members": (NOT_STATED, "DIFF-005, warns"),
    "kept.slot": (NOT_STATED, NOT_STATED),
    "kept.seal": (NOT_STATED, NOT_STATED),
    "kept.marks": (NOT_STATED, "DIFF-001, 002, 003, 006, 007"),
    "kept.explicit": (NOT_STATED, SCOPE),
    "materials.statement": (NOT_STATED, NOT_STATED),
    "materials.method": (NOT_STATED, NOT_STATED),
    "materials.agreement": (NOT_STATED, NOT_STATED),
    "materials.declaration": (NOT_STATED, NOT_STATED),
    "materials.samples": (NOT_STATED, NOT_STATED),
}

HEAD = """\
# Audit · 检查

Made from the code by `scripts/audit_table.py`; a test keeps it true.
本页由 `scripts/audit_table.py` 从代码生成，并有测试保证其准确。

```
hegui audit PATH…                        every check on every file
hegui audit PATH… --explicit             and the labels that people see or hear
hegui audit --before DIR AFTER_DIR       what a pipeline kept, lost or broke
hegui audit --materials materials.toml   an app's materials, with samples (Measures art. 7)
hegui audit PATH… --dossier DIR          methods, settings, samples, audit in a folder (art. 12)
```

Reports: `--format text|json|html|sarif|csv`, into a file with `-o` (whose suffix says the form).
JSON (`--json` is `--format json`) is one object in all, canonical (RFC 8785), and the same bytes
for the same files, day and version; where no report comes about, it is the error's. `--on DATE`
judges as of a day in China; a check whose rule is not in force then says so. JSON, CSV and SARIF
name what each check cites by its id in the catalogue, for `hegui rules show`
([docs/catalogue.md](catalogue.md)). Exit status 1 where a check fails, 3 (before 1) where a file or
a place in it could not be looked at. With `--before`, a labelled file that did not come out fails
(its label is lost), and one without a label could not be looked at. The page on a desktop and on a
phone, in both languages:

![The report on a desktop](audit/desktop-en.png) ![On a phone, in Chinese](audit/phone-zh.png)

[Desktop, Chinese](audit/desktop-zh.png) · [phone, English](audit/phone-en.png)

**When a check fails 何时不合格.** Only where the provision says “shall” and its confidence is
`text` or `text2` (its wording was seen, or a source that read it); everything else warns. That no
explicit label is found warns only: a program can overlook what a person sees. A height within half
a percent of 5 % could not be told, being measured in pixels.
只有规定用语为“应”且可信度为 `text` 或 `text2` 才会判为不合格，其余只作警告。

| Check 检查项 | What 内容 | Clause 条款 | Verb 用语 | Confidence 可信度 | From 起 |
|---|---|---|---|---|---|
"""

BETWEEN = """
What each deviation that reading tolerates belongs to is in `conformance/annex_e.py`; each is
reported by exactly one check. Not checked, since no finder can see it: that a video's player shows
a mark (Measures art. 4), interfaces (5.6), virtual scenes (5.5); the wording and rate of voices
other than the recordings hegui ships; explicit labels in Word, Excel, PowerPoint and PDF.

## An app's materials 应用的标识材料

`--materials` reads a file that names them; what a text means is for a person to judge, so it is
looked for, and for words that it cannot lack. The same seed draws the same samples.

```toml
format = "hegui-materials"
version = 1
app = "Example"
generates = true                     # whether the app offers generation (art. 7)
publishes = true                     # whether users publish for others (art. 6 (4))

[documents]                          # texts, from where this file stands
explicit = "explicit-labels.md"      # how people are told
implicit = "implicit-labels.md"      # what is written into files, and where
agreement = "agreement.md"           # the user agreement (art. 8)
declaration = "upload.md"            # how users declare, and are reminded to

[samples]
paths = ["samples"]
count = 20
seed = 1
```

## The corpus 语料

`scripts/corpus.py DIR [--explicit]` writes over a thousand small files, good, bad and hostile, of
every container and every check. `DIR/expected.json` holds them to account:

```
{"format": "hegui-corpus", "version": 1, "cases": [
  {"file": "png/value-word.png", "sha256": "…", "kind": "bad", "about": "Label is a word",
   "on": "2026-01-01", "role": "provider", "explicit": false,
   "conforms": false, "expect": {"label.value": "fail"}}]}
```

`expect` names outcomes that must be among a check's findings; `conforms` is whether no check
fails, null where that is left open (of hostile files only that a tool ends with an answer).

## In continuous integration 持续集成

A GitHub Action (`action.yml`) and a pre-commit hook (`.pre-commit-hooks.yaml`) run the same
command. The hook looks at every picture, sound, video and PDF that is committed: name with `files`
those that are generated.

```yaml
- uses: OWNER/hegui@v0.1.0
  with: {paths: public/generated, format: sarif, output: hegui.sarif}
```

## Beside other tools 与其他工具比较

What AigcTotal and ai-mark-lint say that they examine, in the ids of their own documents
(`docs/checks.md` of AigcTotal; `SPEC.md` of ai-mark-lint 0.1.0, whose rules for the European Union,
California and C2PA itself hegui has no counterpart for). *Not stated*: their documents do not
speak of it, which need not mean that they do not do it.

| Check | AigcTotal | ai-mark-lint |
|---|---|---|
"""


def page() -> str:
    """The whole page."""
    everything: tuple[Check[Any], ...] = (*CHECKS, *comparing.CHECKS, *materials.CHECKS)
    return HEAD + "".join(map(row, everything)) + BETWEEN + "".join(compared(everything))


def row(check: Check[Any]) -> str:
    """One check."""
    provision = check.provision
    source = instrument(provision.instrument)
    cells = (
        f"`{check.id}`",
        f"{check.title} {say(check.title, 'zh')}",
        f"{source.number} {provision.place}".strip(),
        check.verb.value + (", may fail" if check.may_fail else ", warns"),
        provision.confidence.value,
        source.applies_from.isoformat(),
    )
    return f"| {' | '.join(cells)} |\n"


def compared(checks: Iterable[Check[Any]]) -> Iterable[str]:
    """What the others cover, check by check. Raises KeyError for one that was not compared."""
    for check in checks:
        one, other = PEERS[check.id]
        yield f"| `{check.id}` | {one} | {other} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
