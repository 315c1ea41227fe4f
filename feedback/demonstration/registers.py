"""What partners counted in a tertial, invented, and the files in which they deliver it."""

import csv
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from random import Random
from typing import Literal

from openpyxl import load_workbook

from analysis.deliveries.delivery import WHEN_EMPTY, Column
from analysis.deliveries.words import WORDS
from analysis.deliveries.xlsx_file import SHEET
from analysis.periods import Tertial
from analysis.vocabulary import THEME_BY_CODE, Partner
from feedback.demonstration.sayings import THEME_WEIGHTS

FileType = Literal["csv", "xlsx"]
Line = dict[Column, str]
"""One line of a delivery by column: codes, and a count in digits."""

OWN_THEMES = 4
"""How many times as often a partner is asked about a theme that people are sent to it for."""


@dataclass(frozen=True)
class Register:
    """How a partner counts: its share of all that is delivered, in percent, and what it writes down.

    `askers` and `kinds` give weights to the values of a column; a column that is in neither stays empty.
    """

    file_type: FileType
    share: int
    askers: Mapping[str, float]
    kinds: Mapping[Column, Mapping[str, float]] = field(default_factory=dict)


REGISTERS = {
    Partner.COA: Register("csv", 9, {"asylum": 92, "support-org": 6, "unknown": 2}),
    Partner.GEMEENTE: Register(
        "xlsx",
        42,
        {"asylum": 54, "family": 32, "provider": 9, "relative": 4, "resident": 0.6, "voluntary": 0.4},
        {Column.LAW: {"wi2021": 84, "wi2013": 15, "wi2007": 0.3}},
    ),
    Partner.IND: Register("csv", 16, {"family": 70, "asylum": 24, "voluntary": 6}),
    Partner.VLUCHTELINGENWERK: Register(
        "xlsx", 33, {"asylum": 82, "relative": 18}, {Column.CHANNEL: {"desk": 80, "phone": 19, "letter": 1}}
    ),
}


def counted(dice: Random, partner: Partner, tertial: Tertial, number: int) -> list[Line]:
    """The lines that a partner delivers about so many questions, the same kind never twice."""
    register = REGISTERS[partner]
    themes = {code: _interest(partner, code) for code in THEME_WEIGHTS}
    columns = {Column.ASKER: register.askers, Column.THEME: themes, **register.kinds}
    drawn = [dice.choices([*weights], [*weights.values()], k=number) for weights in columns.values()]
    kinds = Counter(zip(*drawn, strict=True))
    return [
        {Column.PERIOD: str(tertial), **dict(zip(columns, kind, strict=True)), Column.COUNT: str(count)}
        for kind, count in sorted(kinds.items())
    ]


def _interest(partner: Partner, theme: str) -> float:
    return THEME_WEIGHTS[theme] * (OWN_THEMES if partner in THEME_BY_CODE[theme].partners else 1)


def total(lines: Sequence[Line]) -> int:
    """The number of questions in the lines."""
    return sum(int(line[Column.COUNT]) for line in lines)


def with_mistakes(lines: Sequence[Line]) -> list[Line]:
    """The lines as somebody in a hurry would send them: a theme of their own and a count with a dot."""
    first, *others, last = lines
    return [{**first, Column.THEME: "taallessen enzo"}, *others, {**last, Column.COUNT: "1.250"}]


def filled_in(template: bytes, file_type: FileType, lines: Sequence[Line]) -> bytes:
    """The downloaded template with the lines in it: codes in CSV, the words of its lists in XLSX."""
    return _xlsx(template, lines) if file_type == "xlsx" else _csv(template, lines)


def _csv(template: bytes, lines: Sequence[Line]) -> bytes:
    text = StringIO()
    writer = csv.DictWriter(text, list(Column), delimiter=";")
    writer.writerows(lines)
    return template + text.getvalue().encode()


def _xlsx(template: bytes, lines: Sequence[Line]) -> bytes:
    workbook = load_workbook(BytesIO(template))
    for row, line in enumerate(lines, 2):
        for place, column in enumerate(Column, 1):
            workbook[SHEET].cell(row, place, _word(column, line.get(column, "")))
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def _word(column: Column, code: str) -> str | int | None:
    if not code and column in WHEN_EMPTY:
        return None
    if column is Column.COUNT and code.isdigit():
        return int(code)
    return WORDS.get(column, {}).get(code, (code,))[0]
