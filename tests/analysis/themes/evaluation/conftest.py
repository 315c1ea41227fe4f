"""A whole evaluation of a few stories, made once by a stand-in for the sentence encoder."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from analysis.themes.anchors import anchors
from analysis.themes.card import Card
from analysis.themes.evaluation import vectors, whole
from analysis.themes.evaluation.texts import Texts
from analysis.themes.evaluation.vectors import Seen, Vectors
from analysis.themes.letters import AnchorLetters
from analysis.themes.training import TrainingText
from tests.analysis.themes.conftest import WordEncoder


def silent(_message: str) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="session")
def letters() -> AnchorLetters:
    return AnchorLetters(anchors()).fit()


@pytest.fixture(scope="session")
def texts(stories: list[TrainingText]) -> Texts:
    """The stories to learn from, and 24 of them in other groups and other words, held out."""
    held_out = [
        replace(text, id=f"held-{text.id}", group=f"held-{text.group}", text=f"{text.text} toch")
        for text in stories[::4]
    ]
    return Texts([replace(text, reader=text.theme) for text in stories], held_out)


@pytest.fixture(scope="session")
def material(
    texts: Texts, letters: AnchorLetters, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Seen, Vectors]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectors, "SentenceEncoder", WordEncoder)
        return vectors.encoded(texts, letters, tmp_path_factory.mktemp("cache"), silent)


@pytest.fixture(scope="session")
def seen(material: tuple[Seen, Vectors]) -> Seen:
    return material[0]


@pytest.fixture(scope="session")
def card(texts: Texts, letters: AnchorLetters, material: tuple[Seen, Vectors]) -> Card:
    return whole.of(*material, whole.outcomes(texts, letters, material[0], silent), silent)


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch, texts: Texts) -> Texts:
    """The stories in the place of the shipped texts."""

    def load(folder: Path | None = None) -> Sequence[TrainingText]:
        return texts.training if folder is None else texts.held_out

    monkeypatch.setattr(whole, "load", load)
    return texts


def figures(found: Any) -> list[dict[str, float | None]]:
    """All figures within, however deep."""
    if isinstance(found, dict) and found.keys() == {"value", "low", "high"}:
        return [found]
    inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return [figure for entry in inner for figure in figures(entry)]
