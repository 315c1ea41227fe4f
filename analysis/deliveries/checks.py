"""Lines held against what a delivery must be: every row a count, or every problem named."""

from collections.abc import Iterator, Sequence

from openpyxl.utils import get_column_letter

from analysis.deliveries.cells import WrongCell, value_of
from analysis.deliveries.delivery import (
    LONGEST_VALUE,
    WHEN_EMPTY,
    Column,
    CountRow,
    Delivery,
    Problem,
    ProblemCode,
)
from analysis.deliveries.lines import Line
from analysis.deliveries.words import fold
from analysis.periods import Tertial
from analysis.vocabulary import Asker, Channel, Law

_Header = dict[int, Column]


def check(lines: Sequence[Line], period: Tertial) -> Delivery:
    """The delivery that the lines make, the first of them the header; no rows where anything is wrong.

    A line with at most its period filled in is blank, so that a template may have spare lines.
    """
    if not lines:
        return Delivery(period, (), (_problem(ProblemCode.EMPTY_FILE),))
    (first, titles), *body = lines
    problems = list(_header_problems(first, titles))
    if problems:
        return Delivery(period, (), tuple(problems))
    header = {place: Column(fold(title)) for place, title in enumerate(titles) if title}
    outcomes = [
        (line, _row(line, cells, header, period)) for line, cells in body if _says_more(cells, header)
    ]
    rows = {line: row for line, row in outcomes if isinstance(row, CountRow)}
    problems = [problem for _, found in outcomes if isinstance(found, list) for problem in found]
    problems += _duplicates(rows)
    if not outcomes:
        problems.append(_problem(ProblemCode.EMPTY_FILE))
    problems.sort(key=lambda problem: problem.line)
    return Delivery(period, () if problems else tuple(rows.values()), tuple(problems))


def _header_problems(line: int, titles: Sequence[str]) -> Iterator[Problem]:
    names = [fold(title) for title in titles]
    known = {column.value for column in Column}
    for place, (title, name) in enumerate(zip(titles, names, strict=True)):
        if name and name not in known:
            yield _problem(ProblemCode.UNKNOWN_COLUMN, line, title, title, accepted=", ".join(Column))
        elif name in names[:place] and name:
            yield _problem(ProblemCode.DUPLICATE_COLUMN, line, name, title)
    for column in Column:
        if column not in names and column not in WHEN_EMPTY:
            yield _problem(ProblemCode.MISSING_COLUMN, line, column)


def _says_more(cells: Sequence[str], header: _Header) -> bool:
    return any(text for place, text in enumerate(cells) if header.get(place) is not Column.PERIOD)


def _row(line: int, cells: Sequence[str], header: _Header, period: Tertial) -> CountRow | list[Problem]:
    texts = dict.fromkeys(Column, "") | {
        header[place]: text for place, text in enumerate(cells) if place in header
    }
    values: dict[Column, str] = {}
    problems = []
    for column, text in texts.items():
        try:
            values[column] = value_of(column, text, period)
        except WrongCell as wrong:
            problems.append(_problem(wrong.code, line, column, text, **wrong.parameters))
    for place, text in enumerate(cells):
        if text and place not in header:
            letter = get_column_letter(place + 1)
            problems.append(
                _problem(ProblemCode.UNKNOWN_COLUMN, line, letter, text, accepted=", ".join(Column))
            )
    return problems or CountRow(
        asker=Asker(values[Column.ASKER]),
        theme=values[Column.THEME],
        law=Law(values[Column.LAW]),
        language=values[Column.LANGUAGE],
        channel=Channel(values[Column.CHANNEL]),
        count=int(values[Column.COUNT]),
    )


def _duplicates(rows: dict[int, CountRow]) -> Iterator[Problem]:
    first: dict[tuple[str, ...], int] = {}
    for line, row in rows.items():
        key = (row.asker, row.theme, row.law, row.language, row.channel)
        if first.setdefault(key, line) != line:
            yield _problem(ProblemCode.DUPLICATE_ROW, line, "", " / ".join(key), first_line=first[key])


def _problem(
    code: ProblemCode, line: int = 0, column: str = "", value: str = "", **parameters: str | int
) -> Problem:
    return Problem(line, _short(column), _short(value), code, parameters)


def _short(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)[:LONGEST_VALUE]
