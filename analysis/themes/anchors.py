"""Anchors: what each theme sounds like before any label, from its name, definition and keywords.

They make a theme work from the moment it is defined (zero-shot) and are worth about sixteen labels a
theme where few labels exist.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from analysis.themes.geometry import unit
from analysis.themes.weights import Floats
from analysis.vocabulary import THEMES, Theme

FILE = Path(__file__).with_name("anchors.toml")


@dataclass(frozen=True)
class Anchor:
    """One text that stands for a theme; `kind` ("nl name", "ar words") tells which anchors are comparable."""

    theme: str
    kind: str
    text: str


@dataclass(frozen=True)
class AnchorSet:
    """The codes of k themes, a unit vector for each (k, d), and the mean (d,) of all anchor vectors."""

    codes: tuple[str, ...]
    centroids: Floats
    mean: Floats


def anchors(themes: Sequence[Theme] = THEMES) -> list[Anchor]:
    """The anchors of the themes; a theme that anchors.toml does not know has those of its definition."""
    return [Anchor(theme.code, kind, text) for theme in themes for kind, text in _texts(theme) if text]


def codes(found: Sequence[Anchor]) -> tuple[str, ...]:
    """The codes of the themes that have anchors, each once, in their order."""
    return tuple(dict.fromkeys(anchor.theme for anchor in found))


def anchor_set(found: Sequence[Anchor], vectors: Floats) -> AnchorSet:
    """The anchors as one direction for each theme.

    Vectors (n, d) are centred within their kind, because language and form of an anchor move it more
    than its theme does; the unit mean over the kinds then stands for the theme.
    """
    kinds = np.array([anchor.kind for anchor in found])
    centred = np.zeros_like(vectors)
    for kind in np.unique(kinds):
        centred[kinds == kind] = unit(vectors[kinds == kind] - vectors[kinds == kind].mean(axis=0))
    themes = np.array([anchor.theme for anchor in found])
    sums = np.stack([centred[themes == code].sum(axis=0) for code in codes(found)])
    return AnchorSet(codes(found), unit(sums), vectors.mean(axis=0))


def _texts(theme: Theme) -> Iterator[tuple[str, str]]:
    yield "nl name", theme.name_nl
    yield "nl words", ", ".join(theme.keywords)
    yield "en definition", theme.definition
    for language, (name, words) in _other_languages().get(theme.code, {}).items():
        yield f"{language} name", name
        yield f"{language} words", words


@lru_cache(maxsize=1)
def _other_languages() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
