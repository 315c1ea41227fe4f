"""Whether arriving texts are like the known ones."""

import numpy as np
import pytest

from analysis.themes.evaluation.drift import FEWEST, Drift, Sample, drift
from analysis.themes.metrics import Estimate


def sample(size: int, seed: int, shift: float = 0, kept: float = 0.8, turkish: float = 0.5) -> Sample:
    """Vectors around a mean, of which one number is shifted; Turkish ones lie elsewhere altogether."""
    random = np.random.default_rng(seed)
    languages = np.where(random.random(size) < turkish, "tr", "nl")
    vectors = random.normal(size=(size, 20)).astype(np.float32)
    vectors[:, 0] += shift
    vectors[:, 1] += np.where(languages == "tr", 4, 0)
    groups = np.array([f"{seed}-{n}" for n in range(size)])
    return Sample(vectors, languages, random.random(size) < kept, groups)


def test_texts_of_the_same_kind_raise_no_alarm() -> None:
    found = [drift(sample(300, seed), sample(600, 100 + seed)) for seed in range(8)]
    assert [one.alarms for one in found] == [()] * 8
    assert found[0].findings == ("No difference that asks for attention.",)
    assert found[0].told_apart.value == pytest.approx(0.5, abs=0.08)


def test_other_texts_are_told_apart() -> None:
    (alarm,) = drift(sample(300, 1, shift=3), sample(600, 2)).alarms
    assert "clearly unlike" in alarm


def test_texts_that_differ_a_little_are_called_somewhat_unlike() -> None:
    (alarm,) = drift(sample(600, 1, shift=1), sample(900, 2)).alarms
    assert "somewhat unlike" in alarm


def test_another_mix_of_languages_is_no_other_kind_of_text() -> None:
    """Vectors of two languages lie apart, which says nothing about what people write of."""
    found = drift(sample(300, 1, turkish=0.9), sample(600, 2, turkish=0.3))
    (alarm,) = found.alarms
    assert "Other languages" in alarm
    assert found.moved == pytest.approx(0.6, abs=0.06)
    assert found.told_apart.value == pytest.approx(0.5, abs=0.08)


def test_more_texts_without_a_theme_are_told() -> None:
    found = drift(sample(300, 1, kept=0.6), sample(600, 2, kept=0.9))
    (alarm,) = found.alarms
    assert f"{found.abstained_more.value:.0%} of all more than before" in alarm
    assert found.abstained_more.value == pytest.approx(0.3, abs=0.07)


def test_fewer_texts_without_a_theme_are_no_alarm() -> None:
    assert drift(sample(300, 1, kept=0.95), sample(600, 2, kept=0.7)).alarms == ()


def test_a_few_texts_of_another_language_are_chance() -> None:
    found = drift(sample(60, 1, turkish=0.6), sample(600, 2, turkish=0.5))
    assert found.moved_by_chance > 0.08
    assert found.alarms == ()


def test_copies_are_not_told_apart_by_having_been_seen() -> None:
    """A model knows again what it saw: copies must not stand on both sides of a fold."""
    random = np.random.default_rng(0)

    def copies(name: str) -> Sample:
        vectors = np.repeat(random.normal(size=(60, 200)), 5, axis=0).astype(np.float32)
        groups = np.repeat([f"{name}-{n}" for n in range(60)], 5)
        return Sample(vectors, np.full(300, "nl"), np.ones(300, dtype=bool), groups)

    assert drift(copies("new"), copies("known")).told_apart.low < 0.6


@pytest.mark.parametrize(("new", "known"), [(FEWEST - 1, 300), (300, FEWEST - 1), (0, 0)])
def test_of_too_few_texts_nothing_is_said(new: int, known: int) -> None:
    found = drift(sample(new, 1, shift=9), sample(known, 2))
    assert found.is_too_small
    assert found.alarms == ()
    assert found.findings[0].startswith("Too few texts")


def test_the_same_seed_gives_the_same_answer() -> None:
    assert drift(sample(80, 1), sample(90, 2)) == drift(sample(80, 1), sample(90, 2))


def test_a_difference_that_may_be_chance_or_is_small_is_no_alarm() -> None:
    wide, small = Estimate(0.2, -0.1, 0.5), Estimate(0.012, 0.01, 0.014)
    told_apart = Estimate(0.7, 0.55, 0.85)
    assert Drift(60, told_apart, wide, 0.3, 0.31).alarms == ()
    assert Drift(60, told_apart, small, 0.05, 0.01).alarms == ()
