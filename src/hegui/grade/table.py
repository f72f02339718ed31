"""The table from factors to level: what the user gives, since the official one was not found.

Every row names a level for some values of each factor ("*" for all). Two rows that give one
combination different levels are refused; a combination that no row names stays undetermined.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field

from hegui.errors import CeilingExceeded
from hegui.grade.rules.editions import SCHEME_OF, Scheme
from hegui.grade.rules.levels import LEVEL_OF, LEVELS
from hegui.grade.rules.measures import MEASURE_OF
from hegui.grade.toml_files import Place, quoted, read_file
from hegui.messages import say
from hegui.render.report import Said
from hegui.rules import Confidence

FORMAT = "hegui-grade-table"
ANY = "*"
_MOST_VALUES, _MOST_ROWS, _MOST_COMBINATIONS = 50, 10_000, 100_000


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a factor, in the order of the file."""

    id: str
    name: Said


@dataclass(frozen=True, slots=True)
class Table:
    """A table for one way of grading: who says so, how sure that is, and what it says.

    ``levels`` maps a value of each factor, in the factors' order, to the id of a level.
    ``demands`` are the measures that it asks for from a level on. ``sha256`` is of the file.
    """

    scheme: str
    source: str
    confidence: Confidence
    values: dict[str, tuple[Value, ...]]
    levels: dict[tuple[str, ...], str]
    demands: tuple[tuple[str, str], ...] = ()
    path: str = ""
    sha256: str = field(default="", compare=False)

    def demanded(self, level: str) -> frozenset[str]:
        """The measures that it asks for at a level."""
        rank = LEVEL_OF[level].rank
        return frozenset(one for since, one in self.demands if LEVEL_OF[since].rank <= rank)


def read_table(path: str) -> Table:
    """The table in a file. Raises CannotRead, BrokenFile, CeilingExceeded."""
    top, digest = read_file(path, FORMAT)
    top.only(("format", "version", "scheme", "source", "confidence", "values", "row", "demand"))
    scheme = SCHEME_OF[top.chosen("scheme", SCHEME_OF)]
    confidence = Confidence(top.chosen("confidence", Confidence))
    source = top.text("source", "")
    within = top.table("values")
    within.only(one.id for one in scheme.factors)
    values = {one.id: _values(within, one.id) for one in scheme.factors}
    combinations = 1
    for each in values.values():
        combinations *= max(len(each), 1)
    if combinations > _MOST_COMBINATIONS:
        raise CeilingExceeded(
            "more than {ceiling} {what}",
            path=top.path,
            ceiling=_MOST_COMBINATIONS,
            what="combinations",
        )
    levels = _levels(top, scheme, values)
    if top.tables("row", _MOST_ROWS) and not source.strip():
        raise top.wrong("{key} must say who made the table", key="source")
    demands = tuple(
        (one.chosen("level", LEVEL_OF), measure)
        for one in top.tables("demand", _MOST_ROWS)
        for measure in _measures(one)
    )
    return Table(scheme.id, source.strip(), confidence, values, levels, demands, top.path, digest)


def _values(place: Place, factor: str) -> tuple[Value, ...]:
    found: list[Value] = []
    for one in place.tables(factor, _MOST_VALUES):
        one.only(("id", "en", "zh"))
        name = one.text("id")
        if not name or name == ANY or name in [each.id for each in found]:
            raise one.wrong("{key} must be a name that stands once", key="id")
        english = one.text("en", name)
        found.append(Value(name, Said(english, one.text("zh", english))))
    return tuple(found)


def _levels(
    top: Place, scheme: Scheme, values: dict[str, tuple[Value, ...]]
) -> dict[tuple[str, ...], str]:
    names = tuple(one.id for one in scheme.factors)
    known = {name: tuple(value.id for value in values[name]) for name in names}
    levels: dict[tuple[str, ...], str] = {}
    steps = 0
    for row in top.tables("row", _MOST_ROWS):
        row.only((*names, "level"))
        level = row.chosen("level", LEVEL_OF)
        chosen = [_chosen(row, name, known[name]) for name in names]
        for name, some in zip(names, chosen, strict=True):
            if not some:  # the row would name no combination, and nobody would see it
                raise row.wrong("names no value of {key}", key=name)
        for combination in itertools.product(*chosen):
            steps += 1
            if steps > 10 * _MOST_COMBINATIONS:
                raise CeilingExceeded(
                    "more than {ceiling} {what}",
                    path=top.path,
                    ceiling=10 * _MOST_COMBINATIONS,
                    what="combinations",
                )
            if levels.setdefault(combination, level) != level:
                raise row.wrong(
                    "gives {combination} the level {level}, an earlier row {other}",
                    combination=" × ".join(combination),
                    level=level,
                    other=levels[combination],
                )
    return levels


def _chosen(row: Place, name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    given = row.texts(name)
    if given == (ANY,):
        return known
    unknown = [one for one in given if one not in known]
    if unknown:
        raise row.wrong(
            "{key} is {value!r}; it must be one of {choices}",
            key=name,
            value=unknown[0][:80],
            choices=", ".join(known),
        )
    return tuple(dict.fromkeys(given))


def _measures(place: Place) -> tuple[str, ...]:
    place.only(("level", "measures"))
    given = place.texts("measures")
    unknown = [one for one in given if one not in MEASURE_OF]
    if unknown:
        raise place.wrong("does not know {key}", key=unknown[0][:80])
    return given


def empty_table(scheme: str, lang: str) -> str:
    """The file of a table that is still unset, with how it is filled in in comments."""
    return "\n".join(_template(SCHEME_OF[scheme], lang)) + "\n"


def _template(scheme: Scheme, lang: str) -> Iterator[str]:
    yield "# " + say(
        "From factors to level (hegui grade). No public source gives the official matrix: until "
        "rows stand here, every level is “not determined”.",
        lang,
    )
    yield f'format = "{FORMAT}"'
    yield "version = 1"
    yield f"scheme = {quoted(scheme.id)}"
    yield "# " + say("who made this table, and from what", lang)
    yield 'source = ""'
    yield "# text, text2, impl, secondary, known"
    yield 'confidence = "known"'
    yield ""
    yield "# " + say("The values of each factor, from the least, as in:", lang)
    for factor in scheme.factors:
        yield f"# [[values.{factor.id}]]  # {Said(factor.en, factor.zh).in_(lang)}"
        yield '# id = "a"'
        yield '# en = ""'
        yield '# zh = ""'
    yield ""
    yield "# " + say("Rows: one value, a list of values or “*” for each factor, and a level:", lang)
    yield "# [[row]]"
    for factor in scheme.factors:
        yield f'# {factor.id} = "*"'
    yield f'# level = "{LEVELS[0].id}"  # {", ".join(one.id for one in LEVELS)}'
    yield ""
    yield "# " + say("Where the table also asks for measures from a level on:", lang)
    yield "# [[demand]]"
    yield f'# level = "{LEVELS[2].id}"'
    yield '# measures = ["system.logs"]'
