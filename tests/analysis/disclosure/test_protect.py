"""No reader of a protected table comes near a hidden count, and nothing is hidden without need."""

import time
from collections.abc import Iterator
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.disclosure import protection
from analysis.disclosure.attack import attack, narrow_cells
from analysis.disclosure.protection import NotProtected, linked, protect
from analysis.disclosure.tables import TOTAL, Cell, Dimension, FrequencyTable, ProtectedTable, Suppression

RUN = settings(max_examples=50, deadline=None, derandomize=True)
COUNTS = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 40))


def one_way(*counts: int, name: str = "theme") -> FrequencyTable:
    codes = tuple(f"{name}-{number}" for number in range(len(counts)))
    return FrequencyTable(
        (Dimension(name, codes),), {(code,): n for code, n in zip(codes, counts, strict=True)}
    )


def crossed(counts: list[list[int]]) -> FrequencyTable:
    return n_way(np.array(counts))


def n_way(counts: np.ndarray) -> FrequencyTable:
    dimensions = tuple(
        Dimension(f"d{axis}", tuple(f"{axis}{n}" for n in range(size)))
        for axis, size in enumerate(counts.shape)
    )
    codes = product(*(dimension.categories for dimension in dimensions))
    return FrequencyTable(dimensions, dict(zip(codes, counts.ravel().tolist(), strict=True)))


@st.composite
def small_tables(draw: st.DrawFn) -> FrequencyTable:
    shape = draw(st.sampled_from([(2,), (3,), (5,), (2, 2), (2, 4), (3, 3), (2, 2, 2)]))
    size = int(np.prod(shape))
    return n_way(np.array(draw(st.lists(COUNTS, min_size=size, max_size=size))).reshape(shape))


def only_hiding(table: FrequencyTable, hidden: set[Cell]) -> ProtectedTable:
    cells = {cell: Suppression.PRIMARY if cell in hidden else n for cell, n in table.values.items()}
    return ProtectedTable(table.dimensions, 10, cells)


@given(small_tables(), st.integers(5, 12))
@RUN
def test_no_hidden_count_can_be_placed_within_less_than_the_threshold(
    table: FrequencyTable, threshold: int
) -> None:
    protected = protect(table, threshold)
    for cell, (low, high) in attack(protected).items():
        assert high - low >= threshold - 1e-6
        assert low - 1e-6 <= table.values[cell] <= high + 1e-6


@given(small_tables())
@RUN
def test_what_is_shown_is_true_and_never_small(table: FrequencyTable) -> None:
    protected = protect(table)
    assert tuple(protected.cells) == tuple(table.values)
    for cell, count in protected.shown.items():
        assert count == table.values[cell]
        assert not 0 < count < 10


@given(small_tables())
@RUN
def test_the_reason_follows_from_the_count_and_the_total_is_hidden_only_when_small(
    table: FrequencyTable,
) -> None:
    protected = protect(table)
    for cell in protected.hidden:
        small = 0 < table.values[cell] < 10
        assert protected.cells[cell] is (Suppression.PRIMARY if small else Suppression.SECONDARY)
    grand_total = (TOTAL,) * len(table.dimensions)
    assert (grand_total in protected.hidden) == (0 < table.total < 10)


@given(st.lists(st.one_of(st.just(0), st.integers(10, 99)), min_size=6, max_size=6))
@RUN
def test_nothing_is_hidden_where_nothing_is_small(counts: list[int]) -> None:
    assert protect(crossed([counts[:3], counts[3:]])).hidden == ()


@given(small_tables(), st.randoms(use_true_random=False))
@RUN
def test_the_same_counts_in_another_order_are_hidden_alike(
    table: FrequencyTable, random: st.DataObject
) -> None:
    shuffled = list(table.counts.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert protect(FrequencyTable(table.dimensions, dict(shuffled))) == protect(table)


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        pytest.param([3, 50, 40], {0, 2}, id="one small count takes the cheapest other with it"),
        pytest.param([4, 5, 50], {0, 1, 2}, id="two small counts of 9 together need a third"),
        pytest.param([6, 6, 50], {0, 1}, id="two small counts of 12 together guard each other"),
        pytest.param([3, 40, 40], {0, 1}, id="the first of two equal partners is taken"),
        pytest.param([3, 0, 50], {0, 2}, id="a zero stays shown and guards nothing"),
        pytest.param([3, 4, 5], {0, 1, 2}, id="every count small"),
        pytest.param([3, 8, 0], {0, 1, 2}, id="a total of 11 is guarded by hiding the zero too"),
        pytest.param([3, 4, 0], {0, 1, 2, 3}, id="a total below the threshold is hidden with all"),
        pytest.param([0, 0, 0], set(), id="nothing counted"),
    ],
)
def test_a_one_way_table_hides(counts: list[int], hidden: set[int]) -> None:
    protected = protect(one_way(*counts))
    assert {index for index, cell in enumerate(protected.cells) if cell in protected.hidden} == hidden


def test_one_small_count_in_a_crossing_hides_the_cheapest_rectangle() -> None:
    protected = protect(crossed([[3, 60, 25], [70, 80, 90], [20, 95, 30]]))
    assert protected.hidden == (("00", "10"), ("00", "12"), ("02", "10"), ("02", "12"))
    assert protected.cells["00", "10"] is Suppression.PRIMARY
    assert protected.cells["02", "12"] is Suppression.SECONDARY


@pytest.mark.parametrize("counts", [[3, 50, 40, 12, 0], [4, 5, 11, 12, 30], [9, 1, 1, 17, 17]])
def test_no_cheaper_choice_of_cells_is_safe(counts: list[int]) -> None:
    table = one_way(*counts)
    must = {cell for cell, n in table.values.items() if 0 < n < 10}
    rest = [cell for cell, n in table.values.items() if n >= 10 and cell != (TOTAL,)]
    cost = sum(table.values[cell] for cell in protect(table).hidden)
    patterns = (must.union(more) for size in range(len(rest) + 1) for more in combinations(rest, size))
    cheaper = [hidden for hidden in patterns if sum(table.values[cell] for cell in hidden) < cost]
    assert cheaper
    assert all(narrow_cells(only_hiding(table, hidden)) for hidden in cheaper)


@pytest.mark.parametrize("counts", [[[2, 9], [14, 3]], [[1, 0], [6, 11]], [[7, 12], [12, 7]]])
def test_the_attacker_finds_what_trying_every_table_finds(counts: list[list[int]]) -> None:
    protected = protect(crossed(counts))
    possible = list(tables_that_fit(protected, sum(map(sum, counts))))
    for cell, interval in attack(protected).items():
        found = [table.values[cell] for table in possible]
        assert interval == pytest.approx((min(found), max(found)))


def tables_that_fit(protected: ProtectedTable, total: int) -> Iterator[FrequencyTable]:
    least = 1 if len(protected.shown) > 1 else 0
    for first, second, third in product(range(total + 1), repeat=3):
        if first + second + third <= total:
            table = crossed([[first, second], [third, total - first - second - third]])
            as_shown = all(table.values[cell] == count for cell, count in protected.shown.items())
            if as_shown and all(table.values[cell] >= least for cell in protected.hidden):
                yield table


def test_the_attacker_recovers_small_counts_that_were_hidden_alone() -> None:
    table = crossed([[3, 60, 25], [70, 80, 90]])
    alone = only_hiding(table, {("00", "10")})
    assert attack(alone) == {("00", "10"): (3, 3)}
    assert narrow_cells(alone) == (("00", "10"),)


def test_a_hidden_grand_total_leaves_no_upper_bound() -> None:
    assert attack(protect(one_way(2, 3)))["theme-0",] == (0, float("inf"))


def test_contradicting_counts_are_not_attacked() -> None:
    cells: dict[Cell, int | Suppression] = {("a",): Suppression.PRIMARY, ("b",): 9, (TOTAL,): 5}
    with pytest.raises(ArithmeticError):
        attack(ProtectedTable((Dimension("x", ("a", "b")),), 10, cells))


def test_a_choice_of_cells_that_is_too_small_is_refused_at_the_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protection, "hidden_cells", lambda *_: frozenset({("theme-0",)}))
    with pytest.raises(NotProtected, match="theme-0"):
        protect(one_way(3, 50, 40))


def test_one_way_tables_over_one_total_tell_no_more_together_than_apart() -> None:
    askers, themes = one_way(3, 20, 9, name="asker"), one_way(8, 4, 20, name="theme")
    together = linked([askers, themes])
    assert together == (protect(askers), protect(themes))
    for a, b in product(protect_extremes(together[0], askers), protect_extremes(together[1], themes)):
        filling = fill_crossing(a, b)
        assert (filling >= 0).all()
        assert filling.sum(axis=1).tolist() == a
        assert filling.sum(axis=0).tolist() == b


def protect_extremes(protected: ProtectedTable, table: FrequencyTable) -> list[list[int]]:
    hidden = [index for index, cell in enumerate(table.counts) if cell in protected.hidden]
    extremes = []
    for least, most in product(hidden, repeat=2):
        counts = list(table.counts.values())
        if least != most:
            moved = counts[least] - 1
            counts[least], counts[most] = 1, counts[most] + moved
        extremes.append(counts)
    return extremes


def fill_crossing(rows: list[int], columns: list[int]) -> np.ndarray:
    left, filling = list(columns), np.zeros((len(rows), len(columns)), dtype=int)
    for row, supply in enumerate(rows):
        for column, room in enumerate(left):
            filling[row, column] = min(supply - filling[row].sum(), room)
        left = [room - used for room, used in zip(columns, filling.sum(axis=0), strict=True)]
    return filling


@pytest.mark.parametrize("other", [one_way(1, 2), crossed([[10, 10], [10, 2]])])
def test_tables_with_another_total_or_a_crossing_are_not_linked(other: FrequencyTable) -> None:
    with pytest.raises(ValueError, match="same total"):
        linked([one_way(12, 20), other])


def test_a_threshold_below_five_is_refused() -> None:
    with pytest.raises(ValueError, match="5 or more"):
        protect(one_way(3, 50), threshold=4)


@pytest.mark.parametrize(
    ("categories", "counts"),
    [
        (("a",), {}),
        (("a", "a"), {}),
        (("a", TOTAL), {}),
        (("a", "b"), {("c",): 1}),
        (("a", "b"), {("a",): -1}),
    ],
)
def test_an_impossible_table_is_refused(categories: tuple[str, ...], counts: dict[Cell, int]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        FrequencyTable((Dimension("x", categories),), counts)


@pytest.mark.parametrize("mean", [3, 20, 300])
def test_askers_by_themes_are_protected_in_well_under_five_seconds(mean: int) -> None:
    random = np.random.default_rng(7)
    weights = np.outer(random.dirichlet(np.ones(10)), random.dirichlet(np.ones(18)))
    table = n_way(random.poisson(weights * mean * 180))
    start = time.process_time()
    assert protect(table).hidden
    assert time.process_time() - start < 4
