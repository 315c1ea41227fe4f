"""The door that a table of counts goes through before anybody outside may see it."""

from collections.abc import Iterable

from analysis.disclosure.attack import narrow_cells
from analysis.disclosure.suppression import hidden_cells
from analysis.disclosure.tables import TOTAL, Cell, FrequencyTable, ProtectedTable, Suppression

LOWEST_THRESHOLD = 5


class NotProtected(Exception):  # noqa: N818 - a verdict on a table, not a fault in the program
    """A table that must not be published, because a reader could come too near to a hidden count."""


def protect(table: FrequencyTable, threshold: int = 10) -> ProtectedTable:
    """The table with every count that could single somebody out hidden, and enough others with it.

    The rule: a count from 1 to `threshold` - 1, margins included, is hidden; zeros are shown. Further
    cells are hidden until a reader who knows all shown counts and sums can place no hidden count,
    primary or secondary, in an interval less than `threshold` wide. The grand total counts as known
    from other tables and stays shown, unless it lies below the threshold itself. Where no choice of
    cells keeps the rule, everything but the grand total is hidden, zeros too. `attack` is the last
    gate: NotProtected when it succeeds. Raises ValueError for a threshold below 5.
    """
    if threshold < LOWEST_THRESHOLD:
        raise ValueError(f"the threshold must be {LOWEST_THRESHOLD} or more, not {threshold}")
    protected = _hide(table, threshold, _choose(table, threshold))
    narrow = narrow_cells(protected)
    if narrow:
        raise NotProtected(f"{len(narrow)} hidden counts can be worked out, the first at {narrow[0]}")
    return protected


def linked(tables: Iterable[FrequencyTable], threshold: int = 10) -> tuple[ProtectedTable, ...]:
    """Tables of one dimension each over the same questions, protected so that they can stand together.

    Their only link is the grand total: for any counts by asker and any counts by theme with the same
    total there is a way to fill the crossing (a transportation problem with equal supply and demand
    always has an answer). So one table says nothing about another beyond the total, which `protect`
    holds to be known already. Margins of a crossing that is published too are not of this kind: take
    those from the protected crossing. Raises ValueError for other tables.
    """
    tables = tuple(tables)
    if any(len(table.dimensions) != 1 for table in tables) or len({table.total for table in tables}) > 1:
        raise ValueError("linked tables have one dimension each and the same total")
    return tuple(protect(table, threshold) for table in tables)


def _choose(table: FrequencyTable, threshold: int) -> frozenset[Cell]:
    everything = frozenset(table.values)
    if 0 < table.total < threshold:
        return everything
    chosen = hidden_cells(table, threshold)
    return everything - {(TOTAL,) * len(table.dimensions)} if chosen is None else chosen


def _hide(table: FrequencyTable, threshold: int, hidden: frozenset[Cell]) -> ProtectedTable:
    def sign(count: int) -> Suppression:
        return Suppression.PRIMARY if 0 < count < threshold else Suppression.SECONDARY

    cells = {cell: sign(count) if cell in hidden else count for cell, count in table.values.items()}
    return ProtectedTable(table.dimensions, threshold, cells)
