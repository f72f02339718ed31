"""A classifier held against a set that people labelled."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable

from hegui.assess.banks.encodings import decoded
from hegui.assess.banks.reading import read_bytes
from hegui.assess.banks.rows import form_of, rows
from hegui.assess.banks.subjects import risk_id
from hegui.assess.judgements.classifiers import Classifier, classify
from hegui.assess.judgements.normalising import one_form
from hegui.assess.results import ClassifierResult
from hegui.assess.validation.measures import Labelled, auc, kl_divergence, validated
from hegui.errors import BrokenFile
from hegui.files.source import printable

_MOST_LEAKED = 1000
_COLUMNS = ("text", "risks")


def labelled(path: str) -> tuple[tuple[Labelled, ...], str]:
    """The items of a labelled set, and its digest. The column ``risks`` names risks, parted by
    semicolons or as a list; empty is harmless. Raises what reading a table raises, BrokenFile."""
    name = printable(path)
    data = read_bytes(path)
    text, _ = decoded(data, name)
    found = []
    for at, row in rows(text, form_of(name), name):
        place = f"line {at}"
        words = row.get("text")
        if not isinstance(words, str) or "risks" not in row:
            raise BrokenFile(
                "has no column {columns}", path=name, place=place, columns=" / ".join(_COLUMNS)
            )
        identity = row.get("id")
        risks = tuple(_risk(one, name, place) for one in _listed(row["risks"]))
        found.append(Labelled(str(identity) if identity else f"line-{at}", words, risks))
    return tuple(found), hashlib.sha256(data).hexdigest()


def validate(
    classifier: Classifier,
    items: tuple[Labelled, ...],
    sha256: str,
    trained_on: Iterable[str] = (),
) -> ClassifierResult:
    """The measures of a classifier. ``trained_on`` are texts it was trained on: items that are
    among them, in one form, are told, for they make every figure look better (leakage)."""
    verdicts = list(classify(classifier, ((one.id, one.text) for one in items)))
    known = {one_form(text) for text in trained_on}
    leaked = [one.id for one in items if known and one_form(one.text) in known]
    scored = [
        (item, verdict)
        for item, verdict in zip(items, verdicts, strict=True)
        if not verdict.unscored
    ]
    with_scores = [(i, v) for i, v in scored if v.scores]
    actual = Counter(_class(item.risks) for item, _ in scored)
    predicted = Counter(_class(verdict.risks) for _, verdict in scored)
    classes = sorted(set(actual) | set(predicted))
    divergence = kl_divergence([actual[c] for c in classes], [predicted[c] for c in classes])
    return ClassifierResult(
        classifier.name,
        classifier.version,
        sha256,
        len(items),
        tuple(classifier.covers),
        validated(items, verdicts, classifier.covers),
        auc(
            [bool(item.risks) for item, _ in with_scores],
            [max((verdict.scores or {}).values()) for _, verdict in with_scores],
        ),
        None if divergence is None or divergence == float("inf") else divergence,
        tuple(leaked[:_MOST_LEAKED]),
    )


def _class(risks: tuple[str, ...]) -> str:
    return ";".join(sorted(risks))


def _listed(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    if not isinstance(value, str):
        return []
    text = value.strip()
    if text.startswith("["):
        try:
            said = json.loads(text)
        except ValueError:
            return [text]
        return [str(one) for one in said] if isinstance(said, list) else [text]
    return [one for one in text.replace("；", ";").split(";") if one.strip()]


def _risk(text: str, path: str, place: str) -> str:
    found = risk_id(text)
    if found is None:
        raise BrokenFile("{text} is none of the 31 risks", path=path, place=place, text=text)
    return found
