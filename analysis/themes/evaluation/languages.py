"""The full method language by language, also where it learnt from no text of the language."""

import numpy as np

from analysis.themes.card import ALL, Language
from analysis.themes.evaluation.figures import figure, rounded
from analysis.themes.evaluation.texts import Judge, Rows, Texts, empty, put
from analysis.themes.metrics import Estimate, Outcome, ece_of_perfect, measures


def without_own_language(judge: Judge, texts: Texts) -> Outcome:
    """What the judge says of each training text after learning from other languages alone.

    Groups that also have texts of the language are left out of learning.
    """
    outcome = empty(len(texts.training))
    languages, groups = texts.languages[texts.known], texts.groups[texts.known]
    for language in np.unique(languages):
        new = np.flatnonzero(languages == language)
        put(outcome, new, judge(np.flatnonzero(~np.isin(groups, groups[new])), new))
    return outcome


def rows(outcome: Outcome, unseen: Outcome, texts: Texts) -> list[Language]:
    """A row for all texts, then one for each language, those with most texts first."""
    names, counts = np.unique(texts.languages, return_counts=True)
    order = np.lexsort((names, -counts))
    return [_row(part, outcome, unseen, texts) for part in [ALL, *names[order].tolist()]]


def _row(language: str, outcome: Outcome, unseen: Outcome, texts: Texts) -> Language:
    chosen = (texts.languages == language) | (language == ALL)
    known, new = (rows[chosen[rows]] for rows in (texts.known, texts.new))
    both = np.concatenate([known, new])
    measured = _measures(outcome, texts, both)
    return {
        "language": language,
        "training_texts": len(known),
        "held_out_texts": len(new),
        "accuracy": figure(_measures(outcome, texts, known)["accuracy"]),
        "accuracy_held_out": figure(_measures(outcome, texts, new)["accuracy"]),
        "accuracy_unseen": figure(_measures(unseen, texts, known)["accuracy"]),
        "coverage": figure(measured["coverage"]),
        "precision": figure(measured["precision"]),
        "ece": figure(measured["ECE"]),
        "ece_of_perfect": rounded(ece_of_perfect(outcome.of(both).confidence)),
    }


def _measures(outcome: Outcome, texts: Texts, rows: Rows) -> dict[str, Estimate]:
    return measures(outcome.of(rows), texts.truth[rows], texts.groups[rows])
