"""Changes beyond chance: false alarms stay rare, and the power that is stated is the power there is."""

import time
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import binomtest

from analysis.counts.changes import Answer, Change, Direction, Period, compare

RUN = settings(max_examples=50, deadline=None, derandomize=True)
TRIALS = 250
THEMES = 18
Doubles = NDArray[np.float64]


def period(counts: Sequence[int], total: int | None = None) -> Period:
    codes = {f"theme-{number:02}": int(count) for number, count in enumerate(counts)}
    return Period(codes, sum(codes.values()) if total is None else total)


def one(count: int, total: int) -> Period:
    return Period({"a": count}, total)


def drawn(random: np.random.Generator, size: int, shares: Doubles, dispersion: float = 1) -> Period:
    """Texts in independent themes, or (Dirichlet-multinomial) with a variance so many times larger."""
    if dispersion > 1:
        shares = random.dirichlet(np.maximum(shares * ((size - 1) / (dispersion - 1) - 1), 1e-9))
    return period(random.multinomial(size, shares).tolist())


def bursts(random: np.random.Generator, size: int, shares: Doubles) -> Period:
    """Three themes come in bursts, their variance five times the mean (negative binomial), others do not."""
    means = size * shares
    calm, wild = random.poisson(means), random.negative_binomial(means / 4, 1 / 5)
    return period(np.where(np.arange(THEMES) < 3, wild, calm).tolist())


def false_alarms(size: int, dispersion: float, earlier: int, is_in_bursts: bool = False) -> float:
    """How often a comparison of periods with equal shares names any theme."""
    random, alarms = np.random.default_rng(5), 0
    for _ in range(TRIALS):
        shares = random.dirichlet(np.full(THEMES, 0.8))
        sizes = (size * random.uniform(0.8, 1.2, earlier + 2)).astype(int)
        now, before, *others = (
            bursts(random, n, shares) if is_in_bursts else drawn(random, n, shares, dispersion) for n in sizes
        )
        found = compare(now, before, others).values()
        alarms += any(change.answer is Answer.BEYOND_CHANCE for change in found)
    return alarms / TRIALS


@pytest.mark.parametrize(("size", "earlier"), [(300, 0), (1500, 0), (1500, 4)])
def test_false_alarms_are_as_rare_as_stated(size: int, earlier: int) -> None:
    assert false_alarms(size, 1, earlier) <= 0.05


@pytest.mark.parametrize("earlier", [3, 6])
def test_earlier_periods_keep_them_rare_when_questions_come_in_clusters(earlier: int) -> None:
    assert false_alarms(600, 2, earlier) <= 0.07


def test_without_earlier_periods_clusters_look_like_change() -> None:
    assert false_alarms(600, 2, 0) > 0.15


def test_themes_that_come_in_bursts_among_calm_ones_seldom_alarm() -> None:
    assert false_alarms(600, 1, 4, is_in_bursts=True) <= 0.07


def grown(shares: Doubles, factor: float) -> Doubles:
    """The first share multiplied, the others made smaller to fit."""
    others = shares[1:] * (1 - factor * shares[0]) / (1 - shares[0])
    return np.concatenate([shares[:1] * factor, others])


@pytest.mark.parametrize(
    ("size", "share", "dispersion", "earlier"),
    [(600, 0.08, 1, 0), (1500, 0.05, 1, 0), (3000, 0.02, 1, 5), (1500, 0.1, 2, 5)],
)
def test_a_change_is_found_as_often_as_stated(
    size: int, share: float, dispersion: float, earlier: int
) -> None:
    random = np.random.default_rng(1)
    shares = np.array([share] + [(1 - share) / (THEMES - 1)] * (THEMES - 1))
    found = []
    for _ in range(TRIALS // 2):
        before, *others = (drawn(random, size, shares, dispersion) for _ in range(earlier + 1))
        factor = compare(before, before, others)["theme-00"].detectable
        assert factor is not None
        now = drawn(random, size, grown(shares, factor), dispersion)
        found.append(compare(now, before, others)["theme-00"].answer is Answer.BEYOND_CHANCE)
    assert 0.72 <= np.mean(found) <= 0.86


def test_six_hundred_texts_a_period_tell_what_a_simulation_of_fishers_test_told() -> None:
    rare, common = 18, 48
    rest = [53] * 10 + [4]
    found = compare(period([rare, *rest]), period([rare, *rest]))["theme-00"]
    assert found.detectable is not None
    assert found.answer is Answer.TOO_FEW
    assert 2.4 < found.detectable < 3
    found = compare(period([common, *rest]), period([common, *rest]))["theme-00"]
    assert found.detectable is not None
    assert found.answer is Answer.NO_DEMONSTRABLE_CHANGE
    assert 1.7 < found.detectable < 2


def test_the_p_value_is_that_of_the_exact_binomial_test() -> None:
    for now, before, totals in ((30, 12, (500, 400)), (3, 9, (900, 300)), (0, 7, (100, 100))):
        found = compare(one(now, totals[0]), one(before, totals[1]))["a"].p_value
        share = totals[0] / sum(totals)
        tails = [binomtest(now, now + before, share, alternative=way).pvalue for way in ("greater", "less")]
        assert found == pytest.approx(min(1, 2 * min(tails)))


def test_the_p_value_counts_how_many_themes_were_looked_at() -> None:
    alone = compare(one(40, 1000), one(15, 1000))["a"].p_value
    among = compare(period([40] + [20] * 9, 1000), period([15] + [20] * 9, 1000))
    assert among["theme-00"].p_value == pytest.approx(10 * alone)
    second = compare(period([80, 40] + [20] * 8, 1000), period([15, 15] + [20] * 8, 1000))
    assert second["theme-01"].p_value == pytest.approx(9 * alone)
    assert second["theme-00"].p_value < second["theme-01"].p_value


def test_a_change_beyond_chance_is_called_one_however_few_the_texts() -> None:
    found = compare(one(14, 100), one(0, 100))["a"]
    assert found.answer is Answer.BEYOND_CHANCE
    assert found.direction is Direction.UP
    assert found.detectable is None or found.detectable > 2


def test_a_theme_that_must_grow_more_than_twentyfold_is_out_of_sight() -> None:
    assert compare(one(0, 100), one(0, 10_000))["a"].detectable is None
    assert compare(one(30, 40), one(30, 40))["a"].detectable is None
    assert 10 < detectable(compare(one(0, 1000), one(0, 1000))["a"]) <= 20


def test_the_direction_is_that_of_the_share_not_of_the_count() -> None:
    assert compare(one(30, 600), one(20, 200))["a"].direction is Direction.DOWN
    assert compare(one(30, 600), one(10, 200))["a"].direction is Direction.SAME


STEADY = [period([100, 100, 100], 1000)] * 3


def test_the_dispersion_is_unknown_without_three_earlier_periods_that_have_texts() -> None:
    now = before = period([100, 100, 100], 1000)
    assert compare(now, before, STEADY[:2])["theme-00"].dispersion is None
    assert compare(now, before, [*STEADY[:2], period([0, 0, 0])])["theme-00"].dispersion is None
    assert compare(now, before, STEADY)["theme-00"].dispersion == 1


def test_steady_periods_change_nothing_and_unsteady_ones_make_it_cautious() -> None:
    now, before = period([160, 100, 100], 1000), period([100, 100, 100], 1000)
    unsteady = [period([130, 70, 100], 1000), period([70, 130, 100], 1000), period([100, 60, 140], 1000)]
    unknown, steady, swaying = (
        compare(now, before, earlier)["theme-00"] for earlier in ((), STEADY, unsteady)
    )
    assert steady.p_value == unknown.p_value < 0.05
    assert swaying.answer is not Answer.BEYOND_CHANCE
    assert detectable(swaying) > detectable(steady)


def detectable(change: Change) -> float:
    assert change.detectable is not None
    return change.detectable


CHI_SQUARE_MEDIAN = 2.365974
"""Of three degrees of freedom, from a printed table."""


def test_the_dispersion_is_the_one_worked_out_by_hand() -> None:
    before, *earlier = (
        period([wild, 50, calm], 1000) for wild, calm in ((20, 40), (60, 40), (40, 30), (40, 50))
    )
    found = compare(before, before, earlier)
    wild, calm = (20**2 + 20**2) / 40, (10**2 + 10**2) / 40
    common = calm / (3 * 0.96) / (CHI_SQUARE_MEDIAN / 3)
    assert found["theme-00"].dispersion == pytest.approx((wild + 2 * common) / (3 * 0.96 + 2))
    assert found["theme-01"].dispersion == pytest.approx(common)
    assert found["theme-02"].dispersion == pytest.approx(common)


def test_an_incident_in_one_theme_does_not_hide_a_later_one_in_another() -> None:
    steady = [50] * 9
    earlier = [period([50, *steady], 1000)] * 3
    found = compare(period([50, 110, *steady[1:]], 1000), period([200, *steady], 1000), earlier)
    assert found["theme-01"].answer is Answer.BEYOND_CHANCE
    assert found["theme-01"].dispersion == 1
    assert found["theme-00"].dispersion is not None
    assert found["theme-00"].dispersion > 10


def test_a_theme_that_an_earlier_period_hides_gets_the_dispersion_of_all() -> None:
    earlier = [period([20, 50], 1000), period([60, 50], 1000), Period({"theme-00": 40}, 1000)]
    found = compare(period([40, 50], 1000), period([40, 50], 1000), earlier)
    assert found["theme-01"].dispersion == pytest.approx(20 / (3 * 0.96) / (CHI_SQUARE_MEDIAN / 3))


def test_a_theme_that_a_period_leaves_out_is_not_compared() -> None:
    assert list(compare(Period({"a": 5, "b": 3}, 50), Period({"b": 9, "c": 1}, 50))) == ["b"]
    assert compare(Period({"a": 5}, 50), Period({}, 50)) == {}


@pytest.mark.parametrize("totals", [(0, 0), (0, 40), (40, 0)])
def test_a_period_without_texts_is_too_few(totals: tuple[int, int]) -> None:
    found = compare(one(totals[0] // 8, totals[0]), one(totals[1] // 8, totals[1]))["a"]
    assert found == Change(Answer.TOO_FEW, Direction.SAME, 1.0, None, None)


def test_an_empty_period_before_says_nothing_about_the_dispersion() -> None:
    earlier = [one(20, 1000), one(60, 1000), one(40, 1000), one(40, 1000)]
    after_nothing = compare(one(40, 1000), one(0, 0), earlier)["a"]
    assert after_nothing.answer is Answer.TOO_FEW
    assert after_nothing.dispersion == compare(one(40, 1000), earlier[0], earlier[1:])["a"].dispersion


def test_a_theme_that_all_texts_have_does_not_change() -> None:
    found = compare(one(40, 40), one(30, 30), [one(20, 20)] * 3)["a"]
    assert (found.answer, found.p_value, found.dispersion) == (Answer.TOO_FEW, 1, None)


PERIODS = st.lists(st.integers(0, 60), min_size=4, max_size=4).map(lambda counts: period(counts, 300))


@given(PERIODS, PERIODS)
@RUN
def test_looked_at_the_other_way_round_the_evidence_is_the_same(now: Period, before: Period) -> None:
    there, back = compare(now, before), compare(before, now)
    opposite = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP, Direction.SAME: Direction.SAME}
    for theme, change in there.items():
        assert back[theme].p_value == pytest.approx(change.p_value)
        assert back[theme].direction is opposite[change.direction]


@given(PERIODS, PERIODS, st.lists(PERIODS, max_size=4))
@RUN
def test_the_order_of_themes_and_of_earlier_periods_does_not_matter(
    now: Period, before: Period, earlier: list[Period]
) -> None:
    turned = Period(dict(sorted(now.counts.items(), reverse=True)), now.total)
    there, back = compare(now, before, earlier), compare(turned, before, earlier[::-1])
    assert list(there) == list(back) == sorted(now.counts)
    assert [change.p_value for change in there.values()] == pytest.approx(
        [change.p_value for change in back.values()]
    )


@given(PERIODS, PERIODS, st.lists(PERIODS, min_size=3, max_size=4))
@RUN
def test_the_answer_follows_from_the_figures_beside_it(
    now: Period, before: Period, earlier: list[Period]
) -> None:
    unknown = compare(now, before)
    for theme, change in compare(now, before, earlier).items():
        is_findable = change.detectable is not None and change.detectable <= 2
        quiet = Answer.NO_DEMONSTRABLE_CHANGE if is_findable else Answer.TOO_FEW
        assert change.answer is (Answer.BEYOND_CHANCE if change.p_value <= 0.05 else quiet)
        assert change.dispersion is None or change.dispersion >= 1
        assert change.p_value >= unknown[theme].p_value - 1e-12


def test_counts_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        one(-1, 10)
    with pytest.raises(ValueError, match="more than the total"):
        period([6, 5], 10)


def test_a_comparison_is_quick() -> None:
    random, shares = np.random.default_rng(0), np.full(THEMES, 1 / THEMES)
    periods = [drawn(random, 3000, shares) for _ in range(6)]
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        compare(periods[0], periods[1], periods[2:])
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.1
