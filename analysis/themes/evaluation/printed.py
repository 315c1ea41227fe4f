"""Tables as plain text for a terminal, at most 110 columns wide."""

import textwrap
from collections.abc import Sequence

from analysis.themes.card import Card
from analysis.themes.evaluation import tables
from analysis.themes.evaluation.cells import Table
from analysis.themes.evaluation.failures import failures

WIDTH = 109
GAP = "  "
MARK = "- "


def of_card(card: Card) -> str:
    """All that was measured: what the texts are, the tables, and where the classifier fails."""
    remarks = [_wrapped(failure, MARK) for failure in failures(card)]
    return "\n\n".join([as_text(tables.whole(card, is_brief=True)), "\n".join(["Known failures", *remarks])])


def as_text(found: Sequence[Table]) -> str:
    """What the texts are, then each table under its title and note."""
    numbered = [_table(number, table) for number, table in enumerate(found, start=1)]
    return "\n\n".join([_wrapped(tables.SYNTHETIC), _wrapped(tables.HOW), *numbered])


def _table(number: int, table: Table) -> str:
    columns = [_column(cells) for cells in zip(table.heads, *table.rows, strict=True)]
    drawn = [GAP.join(line).rstrip() for line in zip(*columns, strict=True)]
    remarks = [_wrapped(remark, MARK) for remark in table.remarks]
    return "\n".join([f"{number}. {table.title}", _wrapped(table.note), "", *drawn, *remarks])


def _column(cells: Sequence[str]) -> list[str]:
    """The cells at one width; figures, and what stands for a missing one, to the right."""
    width = max(map(len, cells))
    is_figures = all(cell[:1].isdigit() or cell[:1] == "-" for cell in cells[1:])
    return [cell.rjust(width) if is_figures else cell.ljust(width) for cell in cells]


def _wrapped(text: str, mark: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))
