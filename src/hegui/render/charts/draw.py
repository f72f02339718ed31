"""Any chart as a scene."""

from __future__ import annotations

from typing import assert_never

from hegui.render.charts.data import Bars, Chart, Rates, Stacked, Timeline, Tree
from hegui.render.charts.horizontal import bars, stacked
from hegui.render.charts.rates import rates
from hegui.render.charts.shapes import Scene
from hegui.render.charts.timelines import timeline
from hegui.render.charts.trees import tree


def scene(chart: Chart, lang: str) -> Scene:
    """The chart, laid out in ``lang``."""
    match chart:
        case Bars():
            return bars(chart, lang)
        case Stacked():
            return stacked(chart, lang)
        case Rates():
            return rates(chart, lang)
        case Timeline():
            return timeline(chart, lang)
        case Tree():
            return tree(chart, lang)
        case _:
            assert_never(chart)
