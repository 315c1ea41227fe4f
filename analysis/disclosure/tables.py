"""Tables of counts, before and after protection, and the sums that tie their cells together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import product

import numpy as np
from scipy.sparse import csr_array

TOTAL = "total"
"""Stands in a cell for "all categories of this dimension"."""

Cell = tuple[str, ...]
"""One category code, or TOTAL, per dimension."""


class Suppression(StrEnum):
    """Why a count is hidden: for the compiler only, a publication shows one sign for both.

    A reader who knew which hidden cells are primary would know that they lie below the threshold,
    and two cells of 9 that add up to 18 would be open to him.
    """

    PRIMARY = "primary"
    SECONDARY = "secondary"


@dataclass(frozen=True)
class Dimension:
    """What a table is broken down by: at least two category codes, in the order of publication."""

    name: str
    categories: tuple[str, ...]

    def __post_init__(self) -> None:
        codes = set(self.categories)
        if len(codes) < max(2, len(self.categories)) or TOTAL in codes:
            raise ValueError(f"{self.name}: needs two or more different categories, none called {TOTAL!r}")


@dataclass(frozen=True)
class FrequencyTable:
    """Whole counts of 0 or more by category codes; a combination that is not named counts 0."""

    dimensions: tuple[Dimension, ...]
    counts: Mapping[Cell, int]

    def __post_init__(self) -> None:
        inner = set(product(*(dimension.categories for dimension in self.dimensions)))
        if not self.dimensions or not inner.issuperset(self.counts):
            raise ValueError("a count stands outside the table")
        if any(count < 0 for count in self.counts.values()):
            raise ValueError("a count is below zero")

    @cached_property
    def values(self) -> dict[Cell, int]:
        """The count of every cell, totals included, in the order of publication."""
        values = dict.fromkeys(cells(self.dimensions), 0)
        for inner, count in self.counts.items():
            for cell in product(*((code, TOTAL) for code in inner)):
                values[cell] += count
        return values

    @property
    def total(self) -> int:
        """The count of everything in the table."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class ProtectedTable:
    """A table that may leave the house: for every cell, totals included, its count or why it is hidden."""

    dimensions: tuple[Dimension, ...]
    threshold: int
    cells: Mapping[Cell, int | Suppression]

    @property
    def shown(self) -> dict[Cell, int]:
        """The counts that a reader sees."""
        return {cell: value for cell, value in self.cells.items() if not isinstance(value, Suppression)}

    @property
    def hidden(self) -> tuple[Cell, ...]:
        """The cells that a reader sees a sign in, in the order of publication."""
        return tuple(cell for cell, value in self.cells.items() if isinstance(value, Suppression))


def cells(dimensions: Iterable[Dimension]) -> tuple[Cell, ...]:
    """Every cell of a table with its totals, row by row, the total last in each dimension."""
    return tuple(product(*((*dimension.categories, TOTAL) for dimension in dimensions)))


def sums(dimensions: tuple[Dimension, ...]) -> Iterator[tuple[Cell, tuple[Cell, ...]]]:
    """Every cell that is a sum, with its parts, once for each dimension that it sums over."""
    for axis, dimension in enumerate(dimensions):
        for cell in cells(dimensions):
            if cell[axis] == TOTAL:
                yield cell, tuple((*cell[:axis], code, *cell[axis + 1 :]) for code in dimension.categories)


def sum_matrix(dimensions: tuple[Dimension, ...]) -> csr_array:
    """The sums as equations `matrix @ values == 0`: a row for each sum, a column for each cell."""
    column = {cell: index for index, cell in enumerate(cells(dimensions))}
    entries = [
        (row, column[cell], -1 if cell == whole else 1)
        for row, (whole, parts) in enumerate(sums(dimensions))
        for cell in (whole, *parts)
    ]
    rows, columns, signs = np.array(entries).T
    return csr_array((signs, (rows, columns)), shape=(rows.max() + 1, len(column)))
