"""The comparison of arriving with known texts, tried where the answer is known."""

import numpy as np

from analysis.themes.card import Compared, FalseAlarms
from analysis.themes.evaluation.drift import Drift, Sample, drift
from analysis.themes.evaluation.figures import figure, rounded
from analysis.themes.evaluation.vectors import Vectors
from analysis.themes.metrics import Outcome

HALVES = 10
"""Random halves that are compared: enough to see a comparison that often cries wolf."""


def rows(vectors: Vectors, outcome: Outcome) -> tuple[list[Compared], FalseAlarms]:
    """The held-out texts against the training texts, and random halves of these against each other."""
    texts = vectors.texts
    whole = Sample(vectors.of_texts, texts.languages, outcome.is_kept, texts.groups)
    known = whole.of(texts.known)
    halves = [_half(known, seed) for seed in range(HALVES)]
    found = [
        _row("held-out texts, of other writers", drift(whole.of(texts.new), known)),
        _row("a random half of the training texts", halves[0]),
    ]
    return found, {"alarms": sum(bool(half.alarms) for half in halves), "halves": HALVES}


def _half(known: Sample, seed: int) -> Drift:
    groups = np.unique(known.groups)
    chosen = np.random.default_rng(seed).choice(groups, size=len(groups) // 2, replace=False)
    is_new = np.isin(known.groups, chosen)
    return drift(known.of(is_new), known.of(~is_new), seed)


def _row(name: str, found: Drift) -> Compared:
    return {
        "name": name,
        "texts": found.texts,
        "told_apart": figure(found.told_apart),
        "abstained_more": figure(found.abstained_more),
        "moved": rounded(found.moved),
        "moved_by_chance": rounded(found.moved_by_chance),
        "findings": list(found.findings),
    }
