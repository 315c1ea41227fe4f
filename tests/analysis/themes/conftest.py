"""What the theme tests share: the real sentence encoder where it is installed, and a quick stand-in."""

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from analysis.themes import artefact
from analysis.themes.encoder import WIDTH, SentenceEncoder
from analysis.themes.evaluation import vectors
from analysis.themes.geometry import unit
from analysis.themes.training import TrainingText
from analysis.themes.weights import Floats


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    return SentenceEncoder().fit()  # its package comes with the service, so that its absence is a failure


class WordEncoder(SentenceEncoder):
    """A fixed random direction for each word; a text is the mean of its words."""

    file_hash = hashlib.sha256(b"words").hexdigest()
    encoded = 0

    def fit(self, texts: Any = None, themes: Any = None) -> "WordEncoder":
        return self

    def transform(self, texts: Sequence[str]) -> Floats:
        type(self).encoded += len(texts)
        means = [self._mean(text.casefold().split()) for text in texts]
        vectors: Floats = unit(np.reshape(np.array(means, dtype=np.float32), (-1, WIDTH)))
        return vectors

    def _mean(self, words: list[str]) -> Floats:
        seeds = [int.from_bytes(hashlib.sha256(word.encode()).digest()[:8]) for word in words]
        directions = [np.random.default_rng(seed).normal(size=WIDTH) for seed in seeds]
        return np.asarray(np.sum(directions, axis=0), dtype=np.float32)


@pytest.fixture
def word_encoder(monkeypatch: pytest.MonkeyPatch) -> type[WordEncoder]:
    """The stand-in in the place of the sentence encoder; `encoded` counts the texts it was given."""
    monkeypatch.setattr(WordEncoder, "encoded", 0)
    monkeypatch.setattr(artefact, "SentenceEncoder", WordEncoder)
    monkeypatch.setattr(vectors, "SentenceEncoder", WordEncoder)
    return WordEncoder


@pytest.fixture
def no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without the encoder's data file."""
    monkeypatch.setattr("analysis.themes.weights.PACKAGE", "a_package_that_is_not_installed")


STORIES = {
    "exam-results": ["uitslag gezakt cijfer", "mijn uitslag wachten", "diploma uitslag wanneer"],
    "fine-objection": ["boete bezwaar brief", "boete waarschuwing gekregen", "bezwaar maken boete"],
    "course": ["docent les groep", "les rooster school", "docent school niveau"],
    "residence-nationality": ["paspoort ind wachten", "naturalisatie paspoort", "ind verblijf paspoort"],
}


@pytest.fixture(scope="session")
def stories() -> list[TrainingText]:
    """96 short texts on four themes in two languages, all different, in groups of two."""
    return [
        TrainingText(f"{lang}-{theme}-{n}", lang, theme, f"{theme}-{n // 2}", f"{words[n % 3]} {lang}{n}")
        for lang in ("nl", "en")
        for theme, words in STORIES.items()
        for n in range(12)
    ]
