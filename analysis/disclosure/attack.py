"""The attacker: what a reader can work out about the hidden cells of a protected table."""

import numpy as np
from scipy.optimize import linprog

from analysis.disclosure.tables import TOTAL, Cell, ProtectedTable, cells, sum_matrix

_SOLVED, _UNBOUNDED = 0, 3


def attack(protected: ProtectedTable) -> dict[Cell, tuple[float, float]]:
    """The narrowest interval that a reader can prove for each hidden count.

    Two linear programs a cell: the least and the greatest value that fits the shown counts and all
    sums (Fischetti and Salazar, Management Science 47, 2001). Whole numbers narrow it no further in
    one or two dimensions, where the sums are those of a network. The reader knows that no zero is
    hidden, hence that every hidden count is 1 or more, unless everything but the grand total is
    hidden. A high of infinity means that nothing bounds the count. Raises ArithmeticError when a
    program has no answer, which means that the shown counts contradict each other.
    """
    every = cells(protected.dimensions)
    shown = protected.shown
    hidden = [index for index, cell in enumerate(every) if cell not in shown]
    matrix = sum_matrix(protected.dimensions).tocsc()
    known = matrix @ np.array([shown.get(cell, 0) for cell in every])
    unknown = matrix[:, hidden]
    least = 1 if shown.keys() - {(TOTAL,) * len(protected.dimensions)} else 0

    def bound(position: int, sign: int) -> float:
        objective = np.zeros(len(hidden))
        objective[position] = sign
        found = linprog(objective, A_eq=unknown, b_eq=-known, bounds=(least, None), method="highs")
        if found.status not in (_SOLVED, _UNBOUNDED):
            raise ArithmeticError(f"the attack on {every[hidden[position]]} failed: {found.message}")
        return float("inf") if found.status == _UNBOUNDED else float(sign * found.fun)

    return {every[index]: (bound(at, 1), bound(at, -1)) for at, index in enumerate(hidden)}


def narrow_cells(protected: ProtectedTable) -> tuple[Cell, ...]:
    """The hidden cells that a reader can place within less than `threshold`; none in a safe table."""
    enough = protected.threshold - 1e-6
    return tuple(cell for cell, (low, high) in attack(protected).items() if high - low < enough)
