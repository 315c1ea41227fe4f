"""The figures of a report: what was counted goes in, what may be told comes out, frozen as bytes.

Only protected numbers are in them, so a frozen report holds no small count that could leak later.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from analysis.disclosure.protection import linked
from analysis.disclosure.tables import Dimension, FrequencyTable, Suppression
from analysis.periods import Tertial
from analysis.vocabulary import LANGUAGES, THEME_CODES, UNDECIDED, Asker, Channel, Law, Partner

HIDDEN = "x"
"""The sign of CBS for a number that is secret."""
MISSING = "."
"""The sign of CBS for a number that is not known; never a zero."""
OTHER_LANGUAGE = "other"
UNKNOWN_LANGUAGE = "und"

CATEGORIES: dict[str, tuple[str, ...]] = {
    "asker": tuple(Asker),
    "theme": (*THEME_CODES, UNDECIDED),
    "law": tuple(Law),
    "language": (*LANGUAGES, OTHER_LANGUAGE, UNKNOWN_LANGUAGE),
    "channel": tuple(Channel),
}
"""The tables of a report, each with its categories in the order of publication."""
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
    """One tertial as a whole, with the codes of the partners that delivered and that did not."""

    period: str
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
        "periods": [_period(one, everyone, threshold) for one in counted],
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


def _period(counted: Counted, everyone: Sequence[Partner], threshold: int) -> PeriodFigures:
    total: Figure = counted.total
    if counted.is_missing:
        total = MISSING
    elif 0 < counted.total < threshold:
        total = HIDDEN
    return {
        "period": str(counted.period),
        "total": total,
        "delivered": [partner.value for partner in everyone if partner in counted.delivered],
        "missing": [partner.value for partner in everyone if partner not in counted.delivered],
    }


def _tables(counted: Counted, threshold: int) -> list[TableFigures]:
    if counted.is_missing:
        names = CATEGORIES | {"origin": ORIGINS}
        return [_table(name, codes, dict.fromkeys(codes, MISSING)) for name, codes in names.items()]
    counts = {name: _counts(counted.tallies, name) for name in CATEGORIES}
    protected = linked((_frequencies(name, counts[name]) for name in CATEGORIES), threshold)
    shown: dict[str, Mapping[str, Figure]] = {
        table.dimensions[0].name: {
            cell[0]: HIDDEN if isinstance(value, Suppression) else value
            for cell, value in table.cells.items()
        }
        for table in protected
    }
    shown["origin"] = _origins(_counts(counted.tallies, "origin"), shown, threshold)
    return [_table(name, codes, shown[name]) for name, codes in (CATEGORIES | {"origin": ORIGINS}).items()]


def _table(name: str, codes: Iterable[str], figures: Mapping[str, Figure]) -> TableFigures:
    return {"name": name, "rows": [(code, figures[code]) for code in codes]}


def _counts(tallies: Iterable[Tally], name: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for tally in tallies:
        code = getattr(tally, name)
        if name == "language" and code not in CATEGORIES["language"]:
            code = OTHER_LANGUAGE
        counts[code] += tally.count
    return counts


def _frequencies(name: str, counts: Counter[str]) -> FrequencyTable:
    codes = CATEGORIES[name]
    return FrequencyTable((Dimension(name, codes),), {(code,): counts[code] for code in codes})


def _origins(
    counts: Counter[str], shown: Mapping[str, Mapping[str, Figure]], threshold: int
) -> Mapping[str, Figure]:
    """Who gave the themes: all of it, or nothing.

    This table has cells in common with two others (what is undecided has no theme; what the service
    itself was asked came by its form), so any number in it could betray a hidden one there. It is told
    only when nothing in it is small and both of those cells are open; then it adds no equation.
    """
    small = any(0 < counts[code] < threshold for code in ORIGINS)
    if small or HIDDEN in (shown["theme"][UNDECIDED], shown["channel"][Channel.FORM]):
        return dict.fromkeys(ORIGINS, HIDDEN)
    return {code: counts[code] for code in ORIGINS}
