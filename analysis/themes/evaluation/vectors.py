"""Sentence vectors of the evaluated texts, read once, and what a scorer sees of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.themes.anchors import Anchor, AnchorSet, anchor_set, anchors
from analysis.themes.encoder import SentenceEncoder
from analysis.themes.evaluation.texts import Rows, Texts
from analysis.themes.features import Features, TextFeatures
from analysis.themes.letters import AnchorLetters
from analysis.themes.metrics import Outcome
from analysis.themes.scorer import ThemeScorer, trained
from analysis.themes.storage import locked
from analysis.themes.vectors import Progress, cached_vectors, learning_material
from analysis.themes.weights import Floats
from analysis.vocabulary import THEMES, Theme


@dataclass(frozen=True)
class Seen:
    """The texts as a scorer sees them: the anchors of its themes, and the features of all texts."""

    texts: Texts
    anchored: AnchorSet
    features: Features

    def scorer(self, known: Rows) -> ThemeScorer:
        """A scorer that the texts at these rows taught; without any it knows anchors alone."""
        if not len(known):
            return ThemeScorer(self.anchored).fit(self.features[:0], [], [])
        return trained(self.anchored, self.features[known], self.texts.at(known))

    def judge(self, known: Rows, new: Rows) -> Outcome:
        """What that scorer says of the texts at the new rows."""
        scorer = self.scorer(known)
        found = scorer.predict_proba(self.features[new], self.texts.languages[new].tolist())
        return Outcome(found, found.max(axis=1) >= scorer.threshold_)

    def judge_without_labels(self, _known: Rows, new: Rows) -> Outcome:
        """What anchors alone say of the texts at the new rows."""
        return self.judge(new[:0], new)


@dataclass(frozen=True)
class Vectors:
    """Sentence vectors of the anchors of all themes and of all texts (n, d)."""

    texts: Texts
    encoder: SentenceEncoder
    anchors: Sequence[Anchor]
    of_anchors: Floats
    of_texts: Floats

    def seen_without(self, theme: Theme) -> Seen:
        """The texts as they would be seen had nobody thought of the theme."""
        rest = anchors([other for other in THEMES if other != theme])
        rows = [row for row, anchor in enumerate(self.anchors) if anchor.theme != theme.code]
        features = TextFeatures(self.encoder, AnchorLetters(rest).fit())
        joined = features.joined([text.text for text in self.texts.all], self.of_texts)
        return Seen(self.texts, anchor_set(rest, self.of_anchors[np.array(rows)]), joined)


def encoded(texts: Texts, letters: AnchorLetters, folder: Path, progress: Progress) -> tuple[Seen, Vectors]:
    """The texts as the classifier sees them, and their vectors, which are kept in the folder.

    Raises `EncoderUnavailable` without the encoder's data file.
    """
    encoder = SentenceEncoder().fit()
    written = [text.text for text in texts.all]
    with locked(folder):
        material = learning_material(written, TextFeatures(encoder, letters), folder, progress)
        # The cache keeps what it was last asked for: these are the very same texts.
        wanted = [*(anchor.text for anchor in letters.anchors), *written]
        known = cached_vectors(wanted, encoder, folder, progress)
    of_anchors, of_texts = np.split(known, [len(letters.anchors)])
    return Seen(texts, *material), Vectors(texts, encoder, letters.anchors, of_anchors, of_texts)
