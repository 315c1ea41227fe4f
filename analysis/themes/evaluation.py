"""How well themes are found, per language, on texts held out in turn, beside what is simpler."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold

from analysis.themes.anchors import AnchorSet, anchors
from analysis.themes.baselines import keywords, majority
from analysis.themes.calibration import FLOOR, PRECISION
from analysis.themes.encoder import EncoderUnavailable, SentenceEncoder
from analysis.themes.fallback import LetterScorer
from analysis.themes.features import TextFeatures
from analysis.themes.letters import AnchorLetters
from analysis.themes.metrics import MEASURES, Estimate, Outcome, measures
from analysis.themes.scorer import ThemeScorer, trained
from analysis.themes.storage import locked
from analysis.themes.training import TrainingText, load
from analysis.themes.vectors import Progress, learning_material
from analysis.themes.weights import Floats
from analysis.vocabulary import THEME_CODES, THEMES

FOLDS = 5
ALL = "all"
MAJORITY = "commonest theme"
KEYWORDS = "Dutch keywords"
LETTERS = "letters of anchors"
ZERO_SHOT = "anchors without labels"
FULL = "anchors and labels"

NOTICE = f"""\
All texts are SYNTHETIC: written for this project, none sent by an inburgeraar. The figures say how well
a method finds the theme that a writer had in mind. Real texts are harder: unclear, about two things at
once, labelled by somebody else. Expect less, and measure it on texts that the panel labelled.

Every text was judged by a model that had seen neither it nor its near-duplicates (grouped {FOLDS}-fold).
Brackets: 95 % bootstrap interval. Coverage: the share of texts with a theme that counts; precision: the
share of right themes among those. A theme counts from the lowest confidence, at least {FLOOR}, at and above
which {PRECISION:.0%} of the out-of-fold themes within the training part were right. The three constants of
"{ZERO_SHOT}" were set on these same texts, so that row flatters a little."""


@dataclass(frozen=True)
class Row:
    """One method on the texts of one language (`ALL` for all)."""

    method: str
    language: str
    texts: int
    measures: dict[str, Estimate]


@dataclass(frozen=True)
class Evaluation:
    """Each method on all texts, the last also on the texts of each language."""

    rows: tuple[Row, ...]

    def row(self, method: str, language: str = ALL) -> Row:
        """The row of a method and language; `StopIteration` when there is none."""
        return next(row for row in self.rows if (row.method, row.language) == (method, language))


Rows = NDArray[np.intp]
Judge = Callable[[Rows, Rows], Outcome]
"""Learns from the texts at the first row numbers, then judges those at the second."""


def of_shipped_texts(folder: Path, progress: Progress) -> Evaluation:
    """The table for the shipped training texts; their sentence vectors are kept in the folder."""
    texts, letters = load(), AnchorLetters(anchors()).fit()
    try:
        features = TextFeatures(SentenceEncoder().fit(), letters)
    except EncoderUnavailable as error:
        progress(f"Only what needs no sentence vectors: {error}")
        return evaluate(texts, letters)
    with locked(folder):
        material = learning_material([text.text for text in texts], features, folder, progress)
    return evaluate(texts, letters, material)


def evaluate(
    texts: Sequence[TrainingText],
    letters: AnchorLetters,
    material: tuple[AnchorSet, Floats] | None = None,
) -> Evaluation:
    """The table for the texts.

    `material` is that of `vectors.learning_material`; without it (no sentence encoder) its rows are left out.
    """
    truth = np.array([THEME_CODES.index(text.theme) for text in texts], dtype=np.intp)
    groups = np.array([text.group for text in texts])
    languages = np.array([text.lang for text in texts])
    judges = _plain_judges(texts, truth, letters) | (_vector_judges(texts, *material) if material else {})
    outcomes = {method: _held_out(judge, truth, groups) for method, judge in judges.items()}
    rows = []
    for part in [ALL, *np.unique(languages).tolist()]:
        chosen = (languages == part) | (part == ALL)
        for method, outcome in outcomes.items():
            found = measures(outcome.of(chosen), truth[chosen], groups[chosen])
            rows.append(Row(method, part, int(chosen.sum()), found))
    return Evaluation(tuple(rows))


def as_text(evaluation: Evaluation) -> str:
    """The evaluation as lines for a terminal: what the texts are, then the table."""
    heads = "".join(f"{name:>19}" for name in MEASURES)
    lines = [NOTICE, "", f"{'method':<25}{'language':<9}{'texts':>6}{heads}"]
    for row in evaluation.rows:
        cells = "".join(f"{_cell(row.measures[name]):>19}" for name in MEASURES)
        lines.append(f"{row.method:<25}{row.language:<9}{row.texts:>6}{cells}")
    return "\n".join(lines)


def _cell(estimate: Estimate) -> str:
    if np.isnan(estimate.value):
        return "-"
    return f"{estimate.value:.2f} [{estimate.low:.2f}-{estimate.high:.2f}]"


def _held_out(judge: Judge, truth: Rows, groups: NDArray[Any]) -> Outcome:
    outcome = Outcome(np.zeros((len(truth), len(THEME_CODES))), np.zeros(len(truth), dtype=bool))
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    for known, new in folds.split(truth, truth, groups):
        judged = judge(known, new)
        outcome.probabilities[new], outcome.is_kept[new] = judged.probabilities, judged.is_kept
    return outcome


def _plain_judges(texts: Sequence[TrainingText], truth: Rows, letters: AnchorLetters) -> dict[str, Judge]:
    cosines = letters.transform([text.text for text in texts])

    def by_letters(known: Rows, new: Rows) -> Outcome:
        scorer = LetterScorer(letters.codes_).fit(cosines[known], [texts[row].theme for row in known])
        return _judged(scorer, cosines[new])

    return {
        MAJORITY: lambda known, new: majority(truth[known], len(THEME_CODES), len(new)),
        KEYWORDS: lambda _known, new: keywords([texts[row].text for row in new], THEMES),
        LETTERS: by_letters,
    }


def _vector_judges(texts: Sequence[TrainingText], anchored: AnchorSet, features: Floats) -> dict[str, Judge]:
    def without_labels(_known: Rows, new: Rows) -> Outcome:
        scorer = ThemeScorer(anchored).fit(features[:0], [], [])
        return _judged(scorer, features[new], [texts[row].lang for row in new])

    def with_labels(known: Rows, new: Rows) -> Outcome:
        scorer = trained(anchored, features[known], [texts[row] for row in known])
        return _judged(scorer, features[new], [texts[row].lang for row in new])

    return {ZERO_SHOT: without_labels, FULL: with_labels}


def _judged(scorer: ThemeScorer | LetterScorer, features: Floats, languages: Sequence[str] = ()) -> Outcome:
    probabilities = scorer.predict_proba(features, languages)
    return Outcome(probabilities, probabilities.max(axis=1) >= scorer.threshold_)
