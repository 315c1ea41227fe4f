"""A reader with a linear program, who tries to work out of a report's CSV what it does not show."""

import csv
import io
from collections.abc import Iterator

import numpy as np
from scipy.optimize import linprog

Cell = tuple[str, str]
Published = dict[Cell, int | str]
OWN = ("person", "model", "undecided")


def published(content: bytes, period: str) -> Published:
    """What a CSV file says about one tertial: a number or a sign for each table and code."""
    lines = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    return {
        (line["tabel"], line["code"]): line["teken"] or int(line["waarde"])
        for line in lines
        if line["periode"].rstrip("*") == period and line["tabel"] != "delivered"
    }


def intervals(cells: Published) -> Iterator[tuple[Cell, float, float]]:
    """The narrowest interval that the reader can prove for each hidden number."""
    system = _System(cells)
    for cell, figure in cells.items():
        if figure == "x":
            yield cell, system.extreme(cell, 1), system.extreme(cell, -1)


class _System:
    """All that the reader knows, as equations.

    Each number is the sum of what the service was asked itself and what partners delivered. Both are
    the same amount in every table. What the service was asked came by its form; what partners
    delivered has a theme. No zero is hidden, unless a table hides everything.
    """

    def __init__(self, cells: Published) -> None:
        self.total = float(cells["total", "total"])
        inner = [cell for cell in cells if cell[0] not in {"total", "origin"}]
        unknown = [("origin", code) for code in ("partner", *OWN)]
        parts = [(*cell, stream) for cell in inner for stream in ("own", "delivered")]
        self.place = {name: index for index, name in enumerate([*unknown, *parts])}
        self.rows: list[np.ndarray] = []
        self.sums: list[float] = []
        self.least: list[np.ndarray] = []
        for name in {cell[0] for cell in inner}:
            self._table(cells, [cell for cell in inner if cell[0] == name])
        self._know([("theme", "undecided", "own")], 0, [("origin", "undecided")])
        self._know([("theme", "undecided", "delivered")], 0)
        self._know([("channel", "form", "own")], 0, [("origin", code) for code in OWN])
        for code in ("partner", *OWN):
            figure = cells["origin", code]
            if isinstance(figure, int):
                self._know([("origin", code)], figure)
        self.equations = {"A_eq": np.array(self.rows), "b_eq": np.array(self.sums)}
        if self.least:
            self.equations |= {"A_ub": np.array(self.least), "b_ub": -np.ones(len(self.least))}

    def _table(self, cells: Published, names: list[Cell]) -> None:
        self._know([(*cell, "own") for cell in names], 0, [("origin", code) for code in OWN])
        self._know([(*cell, "delivered") for cell in names], 0, [("origin", "partner")])
        self._know([(*cell, part) for cell in names for part in ("own", "delivered")], self.total)
        all_hidden = all(cells[cell] == "x" for cell in names)
        for cell in names:
            figure, row = cells[cell], self._row(self._parts(cell))
            if isinstance(figure, int):
                self._know(self._parts(cell), figure)
            elif not all_hidden:
                self.least.append(-row)

    def _parts(self, cell: Cell) -> list[tuple[str, ...]]:
        return [cell] if cell in self.place else [(*cell, "own"), (*cell, "delivered")]

    def _row(self, plus: list[tuple[str, ...]], minus: list[tuple[str, ...]] | None = None) -> np.ndarray:
        row = np.zeros(len(self.place))
        row[[self.place[name] for name in plus]] = 1
        row[[self.place[name] for name in minus or []]] = -1
        return row

    def _know(
        self, plus: list[tuple[str, ...]], amount: float, minus: list[tuple[str, ...]] | None = None
    ) -> None:
        self.rows.append(self._row(plus, minus))
        self.sums.append(amount)

    def extreme(self, cell: Cell, sign: int) -> float:
        """The least (sign 1) or greatest (sign -1) value of a cell that fits all that is known."""
        found = linprog(sign * self._row(self._parts(cell)), **self.equations, method="highs")
        assert found.status == 0, found.message
        return float(sign * found.fun)
