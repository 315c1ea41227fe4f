"""The figures of a report: what was counted goes in, what may be told comes out, frozen as bytes.

Only protected numbers are in them, so a frozen report holds no small count that could leak later.
"""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from analysis.disclosure.protection import protect
from analysis.disclosure.tables import Dimension, FrequencyTable, Suppression
from analysis.periods import Tertial
from analysis.vocabulary import LANGUAGES, THEME_CODES, UNDECIDED, Asker, Channel, Law, Partner

HIDDEN = "x"
"""The sign of CBS for a number that is secret."""
MISSING = "."
"""The sign of CBS for a number that is not known; never a zero."""
PROVISIONAL = "*"
"""The sign of CBS after a period whose figures are provisional."""
OTHER_LANGUAGE = "other"
UNKNOWN_LANGUAGE = "und"

CATEGORIES: dict[str, tuple[str, ...]] = {
    "asker": tuple(Asker),
    "theme": (*THEME_CODES, UNDECIDED),
    "law": tuple(Law),
    "language": (*LANGUAGES, OTHER_LANGUAGE, UNKNOWN_LANGUAGE),
    "channel": tuple(Channel),
}
"""The tables of a report, each with its categories in the order of publication.

A language that is not here counts as another one: a report never gets a row because somebody came.
"""
ORIGINS = ("partner", "person", "model", UNDECIDED)
"""Who gave a question its theme."""

Figure = int | str
"""A number that may be told, or HIDDEN, or MISSING."""


@dataclass(frozen=True)
class Tally:
    """How many questions of one kind there were; `origin` says who gave them their theme."""

    asker: str
    theme: str
    law: str
    language: str
    channel: str
    origin: str
    count: int


@dataclass(frozen=True)
class Counted:
    """All that was counted in one tertial, by the service itself and by the partners that delivered."""

    period: Tertial
    tallies: tuple[Tally, ...]
    delivered: frozenset[Partner]

    @property
    def is_missing(self) -> bool:
        """Whether nobody delivered and nothing was asked, so that nothing can be said."""
        return not self.tallies and not self.delivered

    @property
    def total(self) -> int:
        """All questions of the tertial."""
        return sum(tally.count for tally in self.tallies)


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
    """A report without words: its tertial first in `periods`, then the earlier ones."""

    periods: list[PeriodFigures]
    tables: list[TableFigures]
    threshold: int
    model_version: str | None
    code_version: str
    demonstration: bool


def figures_of(
    counted: Sequence[Counted],
    *,
    today: dt.date,
    expected: Iterable[Partner],
    threshold: int,
    model_version: str | None,
    code_version: str,
    demonstration: bool,
) -> Figures:
    """What may be told about a tertial, the first of `counted`, and about the earlier ones after it.

    Raises `analysis.disclosure.protection.NotProtected` when a table cannot be made safe.
    """
    everyone = sorted({*expected, *counted[0].delivered})
    return {
        "periods": [_period(one, everyone, threshold, today) for one in counted],
        "tables": _tables(counted[0], threshold),
        "threshold": threshold,
        "model_version": model_version,
        "code_version": code_version,
        "demonstration": demonstration,
    }


def freeze(figures: Figures) -> str:
    """The figures as canonical JSON: the same figures are the same text."""
    return json.dumps(figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def thaw(frozen: str) -> Figures:
    """The figures that were frozen."""
    figures: Figures = json.loads(frozen)
    return figures


def digest_of(frozen: str) -> str:
    """SHA-256 of frozen figures as a reader can compute it, in hexadecimal."""
    return hashlib.sha256(frozen.encode()).hexdigest()


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


def _tables(counted: Counted, threshold: int) -> list[TableFigures]:
    names = {**CATEGORIES, "origin": ORIGINS}
    if counted.is_missing:
        shown: dict[str, dict[str, Figure]] = {name: dict.fromkeys(names[name], MISSING) for name in names}
    else:
        shown = {
            name: _shown(name, _counts(counted.tallies, name), threshold)
            for name in ("asker", "theme", "law", "language")
        }
        undecided = shown["theme"][UNDECIDED]
        shown["channel"] = _channels(counted.tallies, undecided, threshold)
        shown["origin"] = _origins(counted.tallies, undecided, shown["channel"][Channel.FORM], threshold)
    return [{"name": name, "rows": [(code, shown[name][code]) for code in names[name]]} for name in names]


def _counts(tallies: Iterable[Tally], name: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for tally in tallies:
        code = getattr(tally, name)
        if name == "language" and code not in CATEGORIES["language"]:
            code = OTHER_LANGUAGE
        counts[code] += tally.count
    return counts


def _shown(name: str, counts: Mapping[str, int], threshold: int) -> dict[str, Figure]:
    """The numbers of one table that may stand beside those of other tables with the same total.

    By `analysis.disclosure.protection.linked` such tables give nothing away to each other, unless they
    have cells in common.
    """
    codes = CATEGORIES[name]
    table = FrequencyTable((Dimension(name, codes),), {(code,): counts[code] for code in codes})
    cells = protect(table, threshold).cells
    return {code: HIDDEN if isinstance(cells[code,], Suppression) else cells[code,] for code in codes}


def _channels(tallies: Iterable[Tally], undecided: Figure, threshold: int) -> dict[str, Figure]:
    """The channels, protected against a reader who sees how many questions are undecided.

    Those came by our own form, so that much of the form is known and only the rest of it can hide.
    """
    counts = _counts(tallies, "channel")
    known = 0 if undecided == HIDDEN else _by_form(tallies, UNDECIDED)
    counts[Channel.FORM] -= known
    shown = _shown("channel", counts, threshold)
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
