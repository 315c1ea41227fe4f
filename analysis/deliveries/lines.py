"""The lines of a file, whatever its type: bounded, blank ones left out, every cell a short text."""

from collections.abc import Iterable

from analysis.deliveries.delivery import ProblemCode, UnusableFile

MOST_ROWS = 5_000
MOST_COLUMNS = 30
MOST_BLANKS = 1_000
"""Empty lines in succession after which the rest of a sheet is taken to be empty."""
_LONGEST_CELL = 200

Line = tuple[int, list[str]]
"""The line number that a spreadsheet shows, and its cells; the last cell is not empty."""


def bounded(rows: Iterable[Iterable[str]]) -> list[Line]:
    """The lines with anything in them; raises UnusableFile where there are too many or too wide ones."""
    lines: list[Line] = []
    blanks = 0
    for number, row in enumerate(rows, start=1):
        cells = [cell[:_LONGEST_CELL].strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        blanks = 0 if cells else blanks + 1
        if blanks == MOST_BLANKS:
            break
        if len(cells) > MOST_COLUMNS:
            raise UnusableFile(ProblemCode.TOO_MANY_COLUMNS, number, limit=MOST_COLUMNS)
        if cells:
            lines.append((number, cells))
        if len(lines) > MOST_ROWS + 1:
            raise UnusableFile(ProblemCode.TOO_MANY_ROWS, number, limit=MOST_ROWS)
    return lines
