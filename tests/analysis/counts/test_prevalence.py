"""Shares of themes: right on average, intervals that hold the truth, and far better than counting."""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from analysis.counts.prevalence import (
    Method,
    NoAuditError,
    PeriodCounts,
    corrected_shares,
    difference_estimates,
)

RUN = settings(max_examples=80, deadline=None, derandomize=True)
PERIODS = 1000
"""Simulated periods a setting: a theme's coverage is known to within 1.5 points."""
THEMES = 18
AUDIT = 150
CODES = np.array([f"theme-{number:02}" for number in range(THEMES)])
Doubles = NDArray[np.float64]
Themes = NDArray[np.intp]


@dataclass(frozen=True)
class Period:
    """n texts: their true theme, the classifier's, and which are decided and audited."""

    true: Themes
    model: Themes
    is_decided: NDArray[np.bool_]
    is_audited: NDArray[np.bool_]

    @property
    def counts(self) -> PeriodCounts:
        true, model, rest = CODES[self.true], CODES[self.model], ~self.is_decided
        read = rest & self.is_audited
        zero = dict.fromkeys(CODES.tolist(), 0)
        return PeriodCounts(
            zero | Counter(true[self.is_decided].tolist()),
            Counter(model[rest].tolist()),
            Counter(zip(model[read].tolist(), true[read].tolist(), strict=True)),
        )


class Classifier:
    """Right in three of four texts; of its errors most go to a few favourite themes.

    Its counts deviate by 22 % in the median theme, as those of pxtextmining's support vector machine
    (patient feedback, NHS England) do by its published true and false positives.
    """

    def __init__(self) -> None:
        random = np.random.default_rng(11)
        self.recall = np.clip(random.normal(0.75, 0.12, THEMES), 0.4, 0.98)
        favourites = random.dirichlet(np.full(THEMES, 0.15))
        errors = 0.2 * random.dirichlet(np.full(THEMES, 0.5), THEMES) + 0.8 * favourites
        np.fill_diagonal(errors, 0)
        self.errors = errors / errors.sum(axis=1, keepdims=True)

    def period(self, random: np.random.Generator, size: int, decided: int) -> Period:
        """Themes of very different size; the least sure texts are decided, a random sample is audited."""
        true = random.choice(THEMES, size, p=random.dirichlet(np.full(THEMES, 0.8)))
        is_right = random.random(size) < self.recall[true]
        thresholds = self.errors.cumsum(axis=1)[true]
        wrong = np.minimum((random.random((size, 1)) > thresholds).sum(axis=1), THEMES - 1)
        confidence = np.where(is_right, random.beta(5, 2, size), random.beta(3, 3, size))
        is_decided, is_audited = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
        is_decided[np.argsort(confidence)[:decided]] = True
        is_audited[random.choice(size, AUDIT, replace=False)] = True
        return Period(true, np.where(is_right, true, wrong), is_decided, is_audited)


def shares_of(themes: Themes) -> Doubles:
    return np.bincount(themes, minlength=THEMES) / len(themes)


Simulated = tuple[Doubles, Doubles, Doubles]


@pytest.fixture(scope="module", params=[(600, 60), (3000, 150)], ids=str)
def simulated(request: pytest.FixtureRequest) -> Simulated:
    """By period and theme: the truth, the classifier's count, and share, low and high of ours."""
    size, decided = request.param
    random, classifier = np.random.default_rng(7), Classifier()
    truth, counted, ours = [], [], []
    for _ in range(PERIODS):
        period = classifier.period(random, size, decided)
        truth.append(shares_of(period.true))
        counted.append(shares_of(period.model))
        shares = corrected_shares(period.counts)
        ours.append([(shares[code].share, shares[code].low, shares[code].high) for code in CODES.tolist()])
    return np.array(truth), np.array(counted), np.array(ours)


def test_the_intervals_hold_the_truth_as_often_as_they_say(simulated: Simulated) -> None:
    truth, _, ours = simulated
    is_held = (ours[..., 1] <= truth + 1e-9) & (truth <= ours[..., 2] + 1e-9)
    is_common = truth >= 0.01
    assert 0.93 <= is_held.mean() <= 0.97
    assert 0.93 <= is_held[is_common].mean() <= 0.97
    assert ((is_held & is_common).sum(axis=0) / is_common.sum(axis=0)).min() >= 0.92


def test_the_error_is_less_than_half_of_that_of_counting(simulated: Simulated) -> None:
    truth, counted, ours = simulated
    assert np.abs(ours[..., 0] - truth).mean() < 0.5 * np.abs(counted - truth).mean()


def test_texts_that_were_decided_make_it_more_exact() -> None:
    random, classifier = np.random.default_rng(5), Classifier()
    widths = []
    for decided in (0, 60, 240):
        shares = corrected_shares(classifier.period(random, 600, decided).counts).values()
        widths.append(np.mean([share.high - share.low for share in shares]))
    assert widths[0] > 1.1 * widths[1] > 1.2 * widths[2]


def test_the_mean_over_all_samples_that_could_have_been_drawn_is_the_truth() -> None:
    true, model = np.array([0, 1, 2, 0, 0, 1, 2, 1]), np.array([0, 0, 2, 1, 0, 0, 1, 1])
    is_decided = np.array([False, True, False, False, False, True, False, False])
    found = []
    for rows in combinations(range(8), 3):
        is_audited = np.isin(np.arange(8), rows)
        counts = Period(true, model, is_decided, is_audited).counts
        found.append([difference_estimates(counts)[code] for code in CODES[:3].tolist()])
    assert np.mean(found, axis=0) == pytest.approx(shares_of(true)[:3])


def test_a_case_worked_out_by_hand() -> None:
    counts = PeriodCounts(
        decided={"a": 10, "b": 10},
        undecided={"a": 60, "b": 20},
        audited={("a", "a"): 12, ("a", "b"): 4, ("b", "b"): 4},
    )
    found = corrected_shares(counts)["a"]
    assert found.share == pytest.approx((10 + 80 * (60 / 80 - 4 / 20)) / 100)
    error = np.sqrt((4.5 / 20 - (4 / 20) ** 2) / 20 * (1 - 20 / 80))
    assert found.high - found.share == pytest.approx(2.093024 * error * 80 / 100, rel=1e-5)
    assert found.share - found.low == pytest.approx(found.high - found.share)
    assert found.method is Method.DIFFERENCE


CODE = st.sampled_from(["a", "b", "c", "d"])
SOME = st.dictionaries(CODE, st.integers(0, 40))
PAIRS = st.dictionaries(st.tuples(CODE, CODE), st.integers(1, 20), min_size=1)


def models(pairs: dict[tuple[str, str], int], others: dict[str, int] | None = None) -> Counter[str]:
    """The classifier's counts of texts that are audited, and of others that are not."""
    found = Counter(others or {})
    for (model, _), count in pairs.items():
        found[model] += count
    return found


@given(SOME, SOME, PAIRS)
@RUN
def test_shares_add_up_and_lie_within_what_was_seen(
    decided: dict[str, int], others: dict[str, int], pairs: dict[tuple[str, str], int]
) -> None:
    counts = PeriodCounts(decided, models(pairs, others), pairs)
    assert sum(difference_estimates(counts).values()) == pytest.approx(1)
    for theme, found in corrected_shares(counts).items():
        least = counts.seen(theme) / counts.total
        most = 1 - sum(counts.seen(other) for other in counts.themes if other != theme) / counts.total
        assert 0 <= least <= found.low <= found.share <= found.high <= most + 1e-12


@given(SOME, SOME, st.dictionaries(CODE, st.integers(1, 20), min_size=1))
@RUN
def test_a_classifier_without_error_is_believed(
    decided: dict[str, int], others: dict[str, int], audited: dict[str, int]
) -> None:
    pairs = {(theme, theme): count for theme, count in audited.items()}
    undecided = models(pairs, others)
    counts = PeriodCounts(decided, undecided, pairs)
    for theme, share in difference_estimates(counts).items():
        assert share == pytest.approx((decided.get(theme, 0) + undecided[theme]) / counts.total)


@given(SOME, PAIRS)
@RUN
def test_once_everything_is_read_the_truth_is_known(
    decided: dict[str, int], pairs: dict[tuple[str, str], int]
) -> None:
    counts = PeriodCounts(decided, models(pairs), pairs)
    for theme, found in corrected_shares(counts).items():
        assert found.low == found.share == found.high
        assert found.share == pytest.approx(counts.seen(theme) / counts.total)
        assert found.method is Method.CENSUS


def test_a_period_in_which_every_text_was_decided_needs_no_audit() -> None:
    found = corrected_shares(PeriodCounts({"a": 3, "b": 1, "c": 0}, {}, {}))
    assert [(share.low, share.share, share.high) for share in found.values()] == [
        (0.75, 0.75, 0.75),
        (0.25, 0.25, 0.25),
        (0, 0, 0),
    ]


def test_a_theme_without_an_error_in_the_audit_is_not_taken_for_certain() -> None:
    counts = PeriodCounts({}, {"a": 900, "b": 100}, {("a", "a"): 135, ("b", "b"): 15})
    found = corrected_shares(counts)["b"]
    assert found.low < found.share == 0.1 < found.high


def test_one_audited_text_says_next_to_nothing() -> None:
    found = corrected_shares(PeriodCounts({}, {"a": 50, "b": 50}, {("a", "a"): 1}))["a"]
    assert (found.low, found.high) == (0.01, 1)


def test_a_period_without_texts_has_no_shares() -> None:
    assert corrected_shares(PeriodCounts({"a": 0}, {}, {})) == {}


def test_without_an_audit_nothing_is_estimated() -> None:
    with pytest.raises(NoAuditError):
        corrected_shares(PeriodCounts({"a": 3}, {"a": 1}, {("a", "a"): 0}))


def test_counts_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="below zero"):
        PeriodCounts({"a": -1}, {}, {})
    with pytest.raises(ValueError, match="more texts of 'a'"):
        PeriodCounts({}, {"a": 1, "b": 5}, {("a", "a"): 1, ("a", "b"): 1})
