"""Whether the texts that arrive still are like those the classifier learnt from, in plain words.

Three questions: can a model tell new texts from known ones, is more abstained from than before, and are
other languages written. Only a difference that is large at the lower end of its interval is called one.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from analysis.themes.cores import one_core
from analysis.themes.geometry import unit
from analysis.themes.metrics import NOTHING, RESAMPLES, Doubles, Estimate, auroc, draws, estimate
from analysis.themes.weights import Floats

FEWEST = 50
"""Texts on either side below which nothing is said."""
FOLDS = 5
INVERSE_PENALTY = 1.0  # as sklearn has it
ALIKE, UNLIKE = 0.6, 0.75
"""Shown a new and a known text the model picks the new one six times in ten; three times in four."""
MORE_ABSTAINED = 0.02
MOVED = 0.1
"""Shares of the texts below which a difference asks nothing of anybody, however certain it is."""
CHANCE = 99
"""Percentage of random splits that stay under the distance that is put down to chance."""


@dataclass(frozen=True)
class Sample:
    """Texts as sentence vectors (n, d), their languages, whether a theme counts, and their groups."""

    vectors: Floats
    languages: NDArray[Any]
    is_kept: NDArray[np.bool_]
    groups: NDArray[Any]

    def __len__(self) -> int:
        return len(self.vectors)

    def of(self, rows: NDArray[Any]) -> "Sample":
        """Some of the texts."""
        return Sample(self.vectors[rows], self.languages[rows], self.is_kept[rows], self.groups[rows])


@dataclass(frozen=True)
class Drift:
    """What differs between new and known texts.

    `told_apart` is the AUROC of a model that tells them apart, 0.5 for chance; `abstained_more` the share
    abstained from among the new less that among the known; `moved` the share of texts that would have to
    change language for equal shares of all languages, `moved_by_chance` what 99 of 100 random splits of
    the same texts stay under. nan where there are too few texts.
    """

    texts: int
    told_apart: Estimate
    abstained_more: Estimate
    moved: float
    moved_by_chance: float

    @property
    def is_too_small(self) -> bool:
        """Whether there were too few texts to say anything."""
        return bool(np.isnan(self.told_apart.value))

    @property
    def alarms(self) -> tuple[str, ...]:
        """What differs, large and beyond chance, each in a sentence."""
        found = []
        if self.told_apart.low > ALIKE:
            degree = "clearly" if self.told_apart.low > UNLIKE else "somewhat"
            found.append(
                f"The texts are {degree} unlike the known ones: shown one of each, a model picks the new "
                f"one {self.told_apart.value:.0%} of the time (chance: 50%)."
            )
        if self.abstained_more.low > MORE_ABSTAINED:
            found.append(f"More texts get no theme: {self.abstained_more.value:.0%} of all more than before.")
        if self.moved > max(MOVED, self.moved_by_chance):
            found.append(
                f"Other languages are written: {self.moved:.0%} of the texts moved between languages."
            )
        return tuple(found)

    @property
    def findings(self) -> tuple[str, ...]:
        """What there is to say: the alarms, or that there are none, or that nobody can tell."""
        if self.is_too_small:
            return (f"Too few texts to tell: at least {FEWEST} are needed on either side.",)
        return self.alarms or ("No difference that asks for attention.",)


def drift(arriving: Sample, known: Sample, seed: int = 0) -> Drift:
    """How the arriving texts differ from the known ones."""
    if min(len(arriving), len(known)) < FEWEST:
        return Drift(len(arriving), NOTHING, NOTHING, np.nan, np.nan)
    together = _joined(arriving, known)
    is_new = np.arange(len(together)) < len(arriving)
    with one_core():
        told_apart = auroc(_newness(together, is_new, seed), is_new, together.groups, seed)
        more = _abstained_more(together, is_new, seed)
    return Drift(len(arriving), told_apart, more, *_moved(together.languages, is_new, seed))


def _joined(first: Sample, second: Sample) -> Sample:
    return Sample(
        np.concatenate([first.vectors, second.vectors]),
        np.concatenate([first.languages, second.languages]),
        np.concatenate([first.is_kept, second.is_kept]),
        np.concatenate([first.groups, second.groups]),
    )


def _newness(together: Sample, is_new: NDArray[np.bool_], seed: int) -> Doubles:
    """How probably each text is a new one, said by a model that saw neither it nor its group."""
    vectors, found = _without_language(together), np.empty(len(together))
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
    for seen, unseen in folds.split(vectors, is_new, together.groups):
        # Balanced, so that folds with other shares of new texts give comparable probabilities.
        model = LogisticRegression(C=INVERSE_PENALTY, class_weight="balanced", max_iter=1000)
        found[unseen] = model.fit(vectors[seen], is_new[seen]).decision_function(vectors[unseen])
    return found


def _without_language(together: Sample) -> Floats:
    """Unit vectors less the mean of their language: the mix of languages is another question."""
    centred = together.vectors.astype(np.float64)
    for language in np.unique(together.languages):
        rows = together.languages == language
        centred[rows] -= centred[rows].mean(axis=0)
    vectors: Floats = unit(centred)
    return vectors


def _abstained_more(together: Sample, is_new: NDArray[np.bool_], seed: int) -> Estimate:
    drawn = draws(together.groups, seed)
    shares = [drawn @ (~together.is_kept & part) / (drawn @ part) for part in (is_new, ~is_new)]
    return estimate(shares[0] - shares[1])


def _moved(languages: NDArray[Any], is_new: NDArray[np.bool_], seed: int) -> tuple[float, float]:
    """The total variation distance of the two mixes, and what it stays under where chance parts the texts."""
    _, counts = np.unique(languages, return_counts=True)
    found = np.unique(np.append(np.unique(languages), languages[is_new]), return_counts=True)[1] - 1
    parted = np.random.default_rng(seed).multivariate_hypergeometric(counts, is_new.sum(), size=RESAMPLES)
    new = np.vstack([found, parted])
    distances = np.abs(new / is_new.sum() - (counts - new) / (~is_new).sum()).sum(axis=1) / 2
    return float(distances[0]), float(np.percentile(distances[1:], CHANCE))
