"""The figures of a report: what was counted goes in, what may be told comes out, frozen as bytes.

Only protected numbers are in them, so a frozen report holds no small count that could leak later.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypedDict

from analysis.disclosure.protection import protect
from analysis.disclosure.tables import Dimension, FrequencyTable, Suppression
from analysis.vocabulary import LANGUAGES, THEME_CODES, UNDECIDED, Asker, Channel, Law, Partner
from feedback.vraagbaak.changes import ComparisonFigures, comparisons
from feedback.vraagbaak.counted import HIDDEN, MISSING, Counted, Figure, Tally
from feedback.vraagbaak.shares import OwnFigures

PROVISIONAL = "*"
"""The sign of CBS after a period whose figures are provisional."""
OTHER_LANGUAGE = "other"
UNKNOWN_LANGUAGE = "und"

CATEGORIES: dict[str, tuple[str, ...]] = {
    "asker": tuple(Asker),
    "theme": (*THEME_CODES, UNDECIDED),  # and between them the themes that were added
    "law": tuple(Law),
    "language": (*LANGUAGES, OTHER_LANGUAGE, UNKNOWN_LANGUAGE),
    "channel": tuple(Channel),
}
"""The tables of a report, each with its categories in the order of publication.

A language that is not here counts as another one: a report never gets a row because somebody came.
"""
TOLD = 3
"""Tertials that a report tells the amount of: a year."""
ORIGINS = ("partner", "person", "model", UNDECIDED)
"""Who gave a question its theme."""


class PeriodFigures(TypedDict):
    """One tertial as a whole, with the codes of the partners that delivered and that did not.

    `complete` says whether its last day was over when the figures were made.
    """

    period: str
    complete: bool
    total: Figure
    delivered: list[str]
    missing: list[str]


class TableFigures(TypedDict):
    """One table: a code and its figure a row; they add up to the total of the tertial."""

    name: str
    rows: list[tuple[str, Figure]]


class Figures(TypedDict):
    """A report without words: its tertial first in `periods`, then the earlier ones.

    `added` has the Dutch and English name of each theme that is not of the taxonomy that comes along.
    """

    periods: list[PeriodFigures]
    tables: list[TableFigures]
    own: OwnFigures | None
    comparisons: list[ComparisonFigures]
    added: dict[str, tuple[str, str]]
    threshold: int
    model_version: str | None
    code_version: str
    demonstration: bool


def figures_of(
    counted: Sequence[Counted],
    *,
    own: Callable[[Collection[str]], OwnFigures],
    added: Mapping[str, tuple[str, str]],
    today: dt.date,
    expected: Iterable[Partner],
    threshold: int,
    model_version: str | None,
    code_version: str,
    demonstration: bool,
) -> Figures:
    """What may be told about a tertial, the first of `counted`, and about the earlier ones after it.

    Two earlier ones are told, the others are only compared with. `own` makes the figures of our own
    questions, given the themes whose count is hidden. Raises
    `analysis.disclosure.protection.NotProtected` when a table cannot be made safe.
    """
    everyone = sorted({*expected, *counted[0].delivered})
    themes = (*THEME_CODES, *added, UNDECIDED)
    periods = [_period(one, everyone, threshold, today) for one in counted[:TOLD]]
    tables = _tables(counted[0], themes, threshold)
    by_theme = dict(next(table["rows"] for table in tables if table["name"] == "theme"))

    def shown(one: Counted) -> dict[str, Figure]:
        rows = by_theme if one is counted[0] else _themes(one.tallies, themes, threshold)
        return {code: count for code, count in rows.items() if code != UNDECIDED}

    return {
        "periods": periods,
        "tables": tables,
        "own": own([code for code, count in by_theme.items() if not isinstance(count, int)]),
        "comparisons": comparisons(counted, complete=periods[0]["complete"], shown=shown),
        "added": dict(added),
        "threshold": threshold,
        "model_version": model_version,
        "code_version": code_version,
        "demonstration": demonstration,
    }


def thaw(frozen: str) -> Figures:
    """The figures that were frozen, also by a version that did not have all of them yet."""
    figures: Figures = {"own": None, "comparisons": [], "added": {}} | json.loads(frozen)
    return figures


def _period(counted: Counted, everyone: Sequence[Partner], threshold: int, today: dt.date) -> PeriodFigures:
    total: Figure = counted.total
    if counted.is_missing:
        total = MISSING
    elif 0 < counted.total < threshold:
        total = HIDDEN
    return {
        "period": str(counted.period),
        "complete": today > counted.period.last_day,
        "total": total,
        "delivered": [partner.value for partner in everyone if partner in counted.delivered],
        "missing": [partner.value for partner in everyone if partner not in counted.delivered],
    }


def _tables(counted: Counted, themes: tuple[str, ...], threshold: int) -> list[TableFigures]:
    names = {**CATEGORIES, "theme": themes, "origin": ORIGINS}
    if counted.is_missing:
        shown: dict[str, dict[str, Figure]] = {name: dict.fromkeys(names[name], MISSING) for name in names}
    else:
        shown = {
            name: _shown(names[name], _counts(counted.tallies, name), threshold)
            for name in ("asker", "theme", "law", "language")
        }
        undecided = shown["theme"][UNDECIDED]
        shown["channel"] = _channels(counted.tallies, undecided, threshold)
        shown["origin"] = _origins(counted.tallies, undecided, shown["channel"][Channel.FORM], threshold)
    return [{"name": name, "rows": [(code, shown[name][code]) for code in names[name]]} for name in names]


def _themes(tallies: Iterable[Tally], themes: tuple[str, ...], threshold: int) -> dict[str, Figure]:
    return _shown(themes, _counts(tallies, "theme"), threshold)


def _counts(tallies: Iterable[Tally], name: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for tally in tallies:
        code = getattr(tally, name)
        if name == "language" and code not in CATEGORIES["language"]:
            code = OTHER_LANGUAGE
        counts[code] += tally.count
    return counts


def _shown(codes: tuple[str, ...], counts: Mapping[str, int], threshold: int) -> dict[str, Figure]:
    """The numbers of one table that may stand beside those of other tables with the same total.

    By `analysis.disclosure.protection.linked` such tables give nothing away to each other, unless they
    have cells in common.
    """
    table = FrequencyTable((Dimension("row", codes),), {(code,): counts[code] for code in codes})
    cells = protect(table, threshold).cells
    return {code: HIDDEN if isinstance(cells[code,], Suppression) else cells[code,] for code in codes}


def _channels(tallies: Iterable[Tally], undecided: Figure, threshold: int) -> dict[str, Figure]:
    """The channels, protected against a reader who sees how many questions are undecided.

    Those came by our own form, so that much of the form is known and only the rest of it can hide.
    """
    counts = _counts(tallies, "channel")
    known = 0 if undecided == HIDDEN else _by_form(tallies, UNDECIDED)
    counts[Channel.FORM] -= known
    shown = _shown(CATEGORIES["channel"], counts, threshold)
    rest = shown[Channel.FORM]
    return shown | {Channel.FORM: rest + known if isinstance(rest, int) else HIDDEN}


def _origins(tallies: Iterable[Tally], undecided: Figure, form: Figure, threshold: int) -> dict[str, Figure]:
    """Who gave the themes: all of it, or no more than stands in the table of themes.

    What is not a partner's came by our own form, so any number here says something of a hidden one
    there. Where nothing is small, also not what partners got by a form of theirs, it adds nothing.
    """
    counts = _counts(tallies, "origin")
    small = any(0 < count < threshold for count in (*counts.values(), _by_form(tallies, "partner")))
    if small or HIDDEN in (undecided, form):
        return dict.fromkeys(ORIGINS, HIDDEN) | {UNDECIDED: undecided}
    return {code: counts[code] for code in ORIGINS}


def _by_form(tallies: Iterable[Tally], origin: str) -> int:
    return sum(one.count for one in tallies if one.origin == origin and one.channel == Channel.FORM)
