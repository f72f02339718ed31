"""The items of a corpus that people judge: a simple random sample over all sources, in one pass."""

from __future__ import annotations

from itertools import chain

from hegui.assess.corpus.records import records, sources, text_of
from hegui.assess.corpus.sampling import reservoir
from hegui.assess.planning.plan import Plan
from hegui.assess.workspace import CorpusSample, SampledText
from hegui.errors import UsageError


def draw(
    plan: Plan,
    sha256: str,
    words: list[str],
    size: int | None,
    column: str | None = None,
    base: str = "",
) -> CorpusSample:
    """The sample of a plan. ``size`` None is what the plan's bar asks for; sources
    are called by their paths from the folder ``base``. Raises UsageError,
    and what reading the sources raises."""
    wanted = size if size is not None else plan.bar("corpus.people.sample").least or 0
    if wanted < 1:
        raise UsageError("draw at least one item")
    drawn = reservoir(
        chain.from_iterable(records(one, base) for one in sources(words)), wanted, plan.seed
    )
    items = tuple(SampledText(one.id, text_of(one, column)) for one in drawn.items)
    return CorpusSample(sha256, drawn.population, plan.seed, items)
