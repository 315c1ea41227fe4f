"""The choice of cells to hide: the cheapest pattern in which no hidden count can be pinned down.

The cell suppression problem with a sliding protection level, solved by cutting planes as in Fischetti
and Salazar (Management Science 47, 2001): an integer program proposes the cheapest pattern, linear
programs attack it, and the dual of each attack that comes too near is a new rule for the integer
program. A rule is a row of weights: it asks that `weights @ hidden >= 0`.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from analysis.disclosure.tables import Cell, FrequencyTable, sum_matrix

_Vector = NDArray[np.float64]
_Indices = NDArray[np.intp]
_MOST_ROUNDS = 200
_TOLERANCE = 1e-6


def hidden_cells(table: FrequencyTable, threshold: int) -> frozenset[Cell] | None:
    """The cells to hide, primary and secondary: the least sum of counts, ties by category order.

    Every hidden cell gets an interval of `threshold` or wider. Zeros and the grand total stay shown;
    None when no pattern does it that way.
    """
    attacker = _Attacker(table, threshold)
    rules = list(_never_alone(attacker.matrix))
    for _ in range(_MOST_ROUNDS):
        hidden = _cheapest(attacker.values, threshold, rules)
        if hidden is None:
            return None
        broken = list(attacker.rules_broken_by(hidden))
        if not broken:
            every = tuple(table.values)
            return frozenset(every[index] for index in hidden)
        rules += broken
    return None


def _never_alone(matrix: csr_array) -> Iterator[_Vector]:
    """For each cell of each sum: hidden only together with another cell of that sum."""
    for row in abs(matrix).toarray():
        for index in np.flatnonzero(row):
            rule = row.astype(float)
            rule[index] = -1
            yield rule


def _cheapest(values: _Vector, threshold: int, rules: list[_Vector]) -> _Indices | None:
    may = values > 0
    may[-1] = False
    must = may & (values < threshold)
    ranks = np.arange(len(values))
    found = milp(
        # The ranks add up to less than one count, so that they decide between equal sums only.
        values + ranks / (2 * ranks.sum()),
        integrality=np.ones(len(values)),
        bounds=Bounds(must.astype(float), may.astype(float)),
        constraints=LinearConstraint(csr_array(np.array(rules)), lb=0),
        options={"mip_rel_gap": 0},
    )
    return None if found.x is None else np.flatnonzero(found.x > 0.5)


class _Attacker:
    """Looks how far each hidden count can move from the truth while all sums and shown counts hold."""

    def __init__(self, table: FrequencyTable, threshold: int) -> None:
        self.threshold = threshold
        self.matrix = sum_matrix(table.dimensions)
        self.values = np.array(list(table.values.values()), dtype=float)
        # Moves beyond the threshold prove nothing more, and small numbers keep the solver exact.
        self.down = np.clip(self.values - 1, 0, threshold)
        self.up = np.clip(table.total - self.values, 0, threshold)

    def rules_broken_by(self, hidden: _Indices) -> Iterator[_Vector]:
        """A rule for each hidden cell that can move less than the threshold, down and up together."""
        lowest, highest = np.zeros(len(hidden)), np.zeros(len(hidden))
        for position, index in enumerate(hidden):
            # What earlier cells' moves have shown to be wide enough needs no program of its own.
            if highest[position] - lowest[position] >= self.threshold - _TOLERANCE:
                continue
            weights = np.zeros(len(self.values))
            for sign in (-1, 1):
                moves, prices = self._push(index, sign, hidden)
                lowest, highest = np.minimum(lowest, moves), np.maximum(highest, moves)
                weights += prices
            if highest[position] - lowest[position] < self.threshold - _TOLERANCE:
                rule = np.minimum(weights, self.threshold)
                rule[index] -= self.threshold
                yield rule

    def _push(self, index: int, sign: int, hidden: _Indices) -> tuple[_Vector, _Vector]:
        """The moves of the hidden cells that push one of them furthest, and what each cell adds to that.

        By duality `prices @ pattern` bounds the push in every other pattern too, hence the rule.
        """
        objective = np.zeros(len(self.values))
        objective[index] = -sign
        found = linprog(
            objective[hidden],
            A_eq=self.matrix.tocsc()[:, hidden],
            b_eq=np.zeros(self.matrix.shape[0]),
            bounds=np.column_stack([-self.down[hidden], self.up[hidden]]),
            method="highs",
        )
        slack = objective - self.matrix.T @ found.eqlin.marginals
        return found.x, self.down * slack.clip(min=0) + self.up * (-slack).clip(min=0)
