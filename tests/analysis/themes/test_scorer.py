"""Themes from features: labels where there are any, anchors where there are none."""

import numpy as np
import pytest
from scipy.sparse import csr_array
from sklearn.base import clone

from analysis.themes import scorer as scorers
from analysis.themes.anchors import AnchorSet, anchor_set, anchors
from analysis.themes.encoder import SentenceEncoder
from analysis.themes.features import Features, TextFeatures
from analysis.themes.geometry import unit
from analysis.themes.letters import AnchorLetters
from analysis.themes.scorer import ThemeScorer

CODES = ("a", "b", "c", "d")
WIDTH = 16
RNG = np.random.default_rng(5)
DIRECTIONS = unit(RNG.normal(size=(4, WIDTH))).astype(np.float32)
ANCHORS = AnchorSet(
    CODES,
    unit(DIRECTIONS + 0.2 * RNG.normal(size=(4, WIDTH))).astype(np.float32),
    np.zeros(WIDTH, np.float32),
)


def features_of(vectors: np.ndarray) -> Features:
    """Features of texts with these vectors, whose letters say nothing."""
    letters = csr_array((len(vectors), 8), dtype=np.float32)
    return Features(vectors.astype(np.float32), letters, np.zeros((len(vectors), 4), np.float32))


NONE = features_of(np.zeros((0, WIDTH)))


def made(size: int, seed: int, noise: float = 0.25, shift: float = 0.0) -> tuple[Features, list[str]]:
    """Features of texts: the direction of their theme with noise, moved by `shift`."""
    rng = np.random.default_rng(seed)
    truth = np.arange(size) % 4
    vectors = DIRECTIONS[truth] + noise * rng.normal(size=(size, WIDTH)) + shift
    return features_of(vectors), [CODES[theme] for theme in truth]


def accuracy(scorer: ThemeScorer, features: Features, themes: list[str], languages: list[str]) -> float:
    best = scorer.predict_proba(features, languages).argmax(axis=1)
    return float(np.mean(scorer.classes_[best] == np.array(themes)))


@pytest.fixture(scope="module")
def scorer() -> ThemeScorer:
    features, themes = made(200, seed=1)
    return ThemeScorer(ANCHORS).fit(features, themes, ["nl"] * 200)


def test_labels_and_anchors_find_the_themes_of_new_texts(scorer: ThemeScorer) -> None:
    features, themes = made(100, seed=2)
    assert accuracy(scorer, features, themes, ["nl"] * 100) > 0.8


def test_probabilities_sum_to_one_over_all_themes(scorer: ThemeScorer) -> None:
    found = scorer.predict_proba(made(10, seed=3)[0], ["nl"] * 10)
    assert found.shape == (10, 4)
    assert found.sum(axis=1) == pytest.approx(1)


def test_fitting_twice_gives_the_same(scorer: ThemeScorer) -> None:
    features, themes = made(200, seed=1)
    again = clone(scorer).fit(features, themes, ["nl"] * 200)
    assert (
        again.predict_proba(features, ["nl"] * 200).tolist()
        == scorer.predict_proba(features, ["nl"] * 200).tolist()
    )
    assert again.threshold_ == scorer.threshold_


def test_without_any_label_the_anchors_decide() -> None:
    scorer = ThemeScorer(ANCHORS).fit(NONE, [], [])
    features, themes = made(100, seed=2)
    assert accuracy(scorer, features, themes, ["nl"] * 100) > 0.7


def test_without_any_label_letters_are_evidence_too() -> None:
    scorer = ThemeScorer(ANCHORS).fit(NONE, [], [])
    features = features_of(np.zeros((1, WIDTH)))
    features.cosines[0, 2] = 0.5
    assert scorer.classes_[scorer.predict_proba(features, ["nl"]).argmax()] == "c"


@pytest.mark.parametrize("counts", [(1, 0, 0, 0), (9, 0, 0, 0), (4, 4, 4, 4), (6, 6, 0, 0), (30, 30, 30, 2)])
def test_few_labels_do_not_hide_the_themes_that_have_none(counts: tuple[int, ...]) -> None:
    features, themes = made(200, seed=1)
    of_theme = {code: [row for row in range(200) if themes[row] == code] for code in CODES}
    rows = [row for code, count in zip(CODES, counts, strict=True) for row in of_theme[code][:count]]
    scorer = ThemeScorer(ANCHORS).fit(features[rows], [themes[row] for row in rows], ["nl"] * len(rows))
    new, _ = made(100, seed=2)
    best = scorer.predict_proba(new, ["nl"] * 100).argmax(axis=1)
    assert (best[3::4] == 3).mean() > 0.5


def test_a_new_theme_without_labels_is_found_by_its_anchors() -> None:
    features, themes = made(200, seed=1)
    rows = [row for row, theme in enumerate(themes) if theme != "d"]
    scorer = ThemeScorer(ANCHORS).fit(features[rows], [themes[row] for row in rows], ["nl"] * len(rows))
    new, _ = made(100, seed=2)
    found = scorer.predict_proba(new, ["nl"] * 100)
    assert found.sum(axis=1) == pytest.approx(1)
    best = found.argmax(axis=1)
    assert (best[3::4] == 3).mean() > 0.6
    assert (best[0::4] == 0).mean() > 0.6


def test_a_language_is_centred_on_its_own_mean() -> None:
    here, themes = made(100, seed=1)
    there, _ = made(100, seed=2, shift=3.0)
    languages = ["nl"] * 100 + ["ti"] * 100
    together = features_of(np.vstack([here.vectors, there.vectors]))
    scorer = ThemeScorer(ANCHORS).fit(together, themes * 2, languages)
    new, truth = made(60, seed=3, shift=3.0)
    assert accuracy(scorer, new, truth, ["ti"] * 60) > 0.8


def test_a_language_with_few_texts_shares_the_mean_of_all() -> None:
    features, themes = made(114, seed=1)
    scorer = ThemeScorer(ANCHORS).fit(features, themes, ["nl"] * 100 + ["ru"] * 14)
    assert set(scorer.means_) == {"nl"}
    new = made(8, seed=4)[0]
    assert scorer.predict_proba(new, ["ru"] * 8).tolist() == scorer.predict_proba(new, ["xx"] * 8).tolist()


def test_texts_of_one_group_never_stand_on_both_sides_of_a_fold() -> None:
    features, themes = made(120, seed=1, noise=1.5)
    doubled = features[np.repeat(np.arange(120), 2)]
    twice = [theme for theme in themes for _ in range(2)]
    groups = [str(n // 2) for n in range(240)]
    apart = ThemeScorer(ANCHORS).fit(doubled, twice, ["nl"] * 240, groups)
    leaking = ThemeScorer(ANCHORS).fit(doubled, twice, ["nl"] * 240)
    # A copy among the known texts makes what they say look far better than it is.
    assert leaking.weights_[0] > 2 * apart.weights_[0]


CLEAR = [
    ("uk", "Мені прийшов штраф, як подати скаргу?", "fine-objection"),
    ("fr", "Quand est-ce que je reçois le résultat de mon examen ?", "exam-results"),
    ("so", "Baasaboorka Holland sidee ku helaa?", "residence-nationality"),
    ("ti", "ምህሮ ቋንቋ ክሳብ ሕጂ ኣይጀመርኩን እጽበ ኣለኹ", "start-waiting"),
    ("zh", "这个课程要多少钱？谁来付？", "costs-loan"),
]


def test_anchors_alone_find_clear_texts_in_languages_that_have_no_anchors(encoder: SentenceEncoder) -> None:
    found = [anchor for anchor in anchors() if anchor.kind[:2] in {"nl", "en"}]
    scorer = ThemeScorer(anchor_set(found, encoder.transform([anchor.text for anchor in found])))
    features = TextFeatures(encoder, AnchorLetters(found)).fit().transform([text for _, text, _ in CLEAR])
    scorer.fit(features[:0], [], [])
    order = np.argsort(-scorer.predict_proba(features, [language for language, _, _ in CLEAR]), axis=1)
    for (_, text, theme), row in zip(CLEAR, order, strict=True):
        assert theme in scorer.classes_[row[:3]], text


def test_noise_without_themes_makes_the_scorer_abstain() -> None:
    rng = np.random.default_rng(3)
    noise, new = (features_of(rng.normal(size=(200, WIDTH))) for _ in range(2))
    themes = [CODES[n] for n in rng.integers(0, 4, 200)]
    scorer = ThemeScorer(ANCHORS).fit(noise, themes, ["nl"] * 200)
    confidence = scorer.predict_proba(new, ["nl"] * 200).max(axis=1)
    assert (confidence >= scorer.threshold_).mean() < 0.1


def test_known_texts_speak_by_their_letters_too() -> None:
    features, themes = made(120, seed=1, noise=2.0)
    spelt = csr_array(np.eye(8, dtype=np.float32)[np.arange(120) % 4])
    same_letters = Features(features.vectors, spelt, features.cosines)
    scorer = ThemeScorer(ANCHORS).fit(same_letters, themes, ["nl"] * 120)
    new, truth = made(100, seed=2, noise=2.0)
    same = Features(new.vectors, spelt[:100], new.cosines)
    assert accuracy(scorer, same, truth, ["nl"] * 100) > 0.95
    assert accuracy(scorer, new, truth, ["nl"] * 100) < 0.7


def test_of_too_many_texts_some_are_learnt_from_throughout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scorers, "MAX_TEXTS", 60)
    features, themes = made(200, seed=1)
    scorer = ThemeScorer(ANCHORS).fit(features, themes, ["nl"] * 100 + ["ti"] * 100)
    assert len(scorer.known_) == 60
    assert set(scorer.means_) == {"nl", "ti"}
    new, truth = made(100, seed=2)
    assert accuracy(scorer, new, truth, ["nl"] * 100) > 0.8


def test_known_texts_that_lie_near_speak_louder_than_a_line_could(scorer: ThemeScorer) -> None:
    # Two themes on the same line, one at both ends: no linear model tells them apart.
    rng = np.random.default_rng(8)
    axis, other = unit(rng.normal(size=(2, WIDTH)))
    places = np.array([-1.0, 0.0, 1.0])[np.arange(150) % 3]
    vectors = places[:, None] * axis + (1 - np.abs(places))[:, None] * other * rng.choice([-1, 1], (150, 1))
    features = features_of(vectors + 0.1 * rng.normal(size=vectors.shape))
    themes = ["a" if place else "b" for place in places]
    flat = AnchorSet(("a", "b"), np.zeros((2, WIDTH), np.float32), np.zeros(WIDTH, np.float32))
    two = Features(features.vectors, features.grams, features.cosines[:, :2])
    scorer = ThemeScorer(flat).fit(two[:100], themes[:100], ["nl"] * 100)
    assert accuracy(scorer, two[100:], themes[100:], ["nl"] * 50) > 0.95


def test_a_label_outside_the_themes_is_refused() -> None:
    with pytest.raises(ValueError, match="themes without anchors: e"):
        ThemeScorer(ANCHORS).fit(made(4, seed=1)[0], ["a", "b", "c", "e"], ["nl"] * 4)
