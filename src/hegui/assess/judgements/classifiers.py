"""Classifiers plugged in: what one must offer, and how one is found.

A classifier is found by the name of an entry point of the group ``hegui.classifiers``, or by
``module:name`` of something that, called without arguments, gives one.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import entry_points
from typing import Protocol, runtime_checkable

from hegui.assess.judgements.verdicts import Verdict
from hegui.assess.requirements import RISKS
from hegui.errors import UsageError

GROUP = "hegui.classifiers"
BATCH = 64
_KNOWN = frozenset(one.id for one in RISKS)


@runtime_checkable
class Classifier(Protocol):
    """Says of a text which risks it shows."""

    name: str
    version: str
    covers: tuple[str, ...]
    """The ids of the risks that it knows (8.4 asks for all 31)."""
    threshold: float
    """A score from which a risk counts as shown."""

    def scores(self, texts: Sequence[str]) -> Sequence[dict[str, float] | None]:
        """For each text the scores of risks, from 0 to 1; None where it could not say."""


def find(name: str) -> Classifier:
    """The classifier of this name. Raises UsageError where there is none, or it is none."""
    try:
        if ":" in name:
            module, _, attribute = name.partition(":")
            factory = getattr(importlib.import_module(module), attribute)
        else:
            named = [one for one in entry_points(group=GROUP) if one.name == name]
            if not named:
                raise UsageError("{name} is no classifier that is installed", name=name)
            factory = named[0].load()
        made = factory()
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        raise UsageError("{name} cannot be used: {cause}", name=name, cause=str(error)) from error
    if not isinstance(made, Classifier):
        raise UsageError("{name} offers no name, version, covers, threshold and scores", name=name)
    strange = [one for one in made.covers if one not in _KNOWN]
    if strange:
        raise UsageError("{text} is none of the 31 risks", text=strange[0])
    return made


def classify(classifier: Classifier, items: Iterable[tuple[str, str]]) -> Iterator[Verdict]:
    """A verdict for each (id, text), in batches; what it cannot say is unscored."""
    batch: list[tuple[str, str]] = []
    for item in items:
        batch.append(item)
        if len(batch) == BATCH:
            yield from _batch(classifier, batch)
            batch = []
    yield from _batch(classifier, batch)


def _batch(classifier: Classifier, batch: list[tuple[str, str]]) -> Iterator[Verdict]:
    if not batch:
        return
    found = classifier.scores([text for _, text in batch])
    if len(found) != len(batch):
        raise UsageError(
            "{name} gave {have} answers to {asked} texts",
            name=classifier.name,
            have=len(found),
            asked=len(batch),
        )
    for (item, _), scores in zip(batch, found, strict=True):
        yield _verdict(item, scores, classifier)


def _verdict(item: str, scores: dict[str, float] | None, classifier: Classifier) -> Verdict:
    if scores is None:
        return Verdict(item, unscored="no-verdict")
    if any(key not in _KNOWN or not 0 <= value <= 1 for key, value in scores.items()):
        return Verdict(item, unscored="malformed")
    shown = tuple(key for key in sorted(scores) if scores[key] >= classifier.threshold)
    return Verdict(item, shown, scores=dict(scores))
