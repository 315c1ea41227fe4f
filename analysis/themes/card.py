"""The model card as data: every figure that the evaluation found, for pages and for MODEL_CARD.md.

It imports nothing of the analysis, so that a page that shows it need not load numpy.
"""

import json
from pathlib import Path
from typing import TypedDict, cast

FILE = Path(__file__).with_name("card.json")
PAGE = Path(__file__).with_name("MODEL_CARD.md")
ALL = "all"
"""The row that stands for all languages, or the mean of all themes."""


class Figure(TypedDict):
    """A figure with its 95 % interval; null where there is nothing to measure."""

    value: float | None
    low: float | None
    high: float | None


class Part(TypedDict):
    """The texts to learn from or those held out, and how far their second reader agreed with the writer.

    `read_twice` are those that had a second reader; `near_copies` share most of their letters with a
    training text outside their group.
    """

    texts: int
    read_twice: int
    languages: int
    agreement: Figure
    alpha: Figure
    near_copies: int


class Method(TypedDict):
    """One way to find themes; the measures by the names of `metrics.MEASURES`."""

    method: str
    measures: dict[str, Figure]


class Opening(TypedDict):
    """What can be said without sentence vectors: the texts, and the methods that need none."""

    training: Part
    held_out: Part
    folds: list[Method]
    held_out_methods: list[Method]


class Language(TypedDict):
    """The full method on the texts of a language (`ALL` for all).

    `accuracy_unseen` is that on training texts by a model that learnt from no text of the language.
    Coverage, precision and ECE are those on training and held-out texts together; `ece_of_perfect` is the
    ECE that so few texts give where every confidence is right.
    """

    language: str
    training_texts: int
    held_out_texts: int
    accuracy: Figure
    accuracy_held_out: Figure
    accuracy_unseen: Figure
    coverage: Figure
    precision: Figure
    ece: Figure
    ece_of_perfect: float | None


class Theme(TypedDict):
    """The full method on the texts of a theme; `counted` are predicted texts per true one.

    `confused_with` is the theme most often found in its place, `confused` the number of those texts, of
    `texts` to learn from and held out together.
    """

    theme: str
    texts: int
    precision: Figure
    recall: Figure
    f1: Figure
    f1_held_out: Figure
    counted: Figure
    counted_held_out: Figure
    coverage: Figure
    confused_with: str
    confused: int


class Step(TypedDict):
    """Held-out accuracy after so many labels a theme (null: all), the mean of the draws.

    `apart` is that in the languages of the card's `apart`, `others` in all others; `still_to_gain` is what
    all labels have more, on the same texts.
    """

    labels: int | None
    draws: int
    accuracy: Figure
    apart: Figure
    others: Figure
    still_to_gain: Figure


class Unseen(TypedDict):
    """How well held-out texts of a theme that nothing was told about stand out from the others (AUROC)."""

    theme: str
    texts: int
    confidence: Figure
    novelty: Figure


class Compared(TypedDict):
    """Arriving texts compared with known ones, as `evaluation.drift` does it."""

    name: str
    texts: int
    told_apart: Figure
    abstained_more: Figure
    moved: float | None
    moved_by_chance: float | None
    findings: list[str]


class FalseAlarms(TypedDict):
    """How often the comparison found a difference between two random halves of the training texts."""

    alarms: int
    halves: int


class Confusion(TypedDict):
    """Numbers of texts by true theme (row) and found theme (column), in the order of the codes."""

    codes: list[str]
    folds: list[list[int]]
    held_out: list[list[int]]


class Encoder(TypedDict):
    """What turns texts into vectors, and the SHA-256 of its data file."""

    package: str
    version: str
    file: str
    sha256: str


class Model(TypedDict):
    """What exactly was evaluated; `digest` changes with texts, anchors, recipe or encoder."""

    digest: str
    recipe: int
    taxonomy: str
    themes: int
    encoder: Encoder
    libraries: dict[str, str]
    threshold: float
    floor: float
    wanted_precision: float


class Card(Opening):
    """All that was measured."""

    model: Model
    languages: list[Language]
    themes: list[Theme]
    apart: list[str]
    curve: list[Step]
    unseen: list[Unseen]
    drift: list[Compared]
    false_alarms: FalseAlarms
    confusion: Confusion


def read(path: Path = FILE) -> Card:
    """The card that the last `python -m analysis evaluate` wrote; it is shipped with the code."""
    return cast(Card, json.loads(path.read_text(encoding="utf-8")))


def write(card: Card, path: Path = FILE) -> None:
    """Puts the card into the file: one figure to a line would be 5,000 lines, so one entry to a line."""
    path.write_text(_lines(card) + "\n", encoding="utf-8")


def _lines(card: Card) -> str:
    entries = []
    for name, value in card.items():
        rows = value if isinstance(value, list) else None
        text = "[\n  " + ",\n  ".join(map(json.dumps, rows)) + "\n ]" if rows else json.dumps(value)
        entries.append(f" {json.dumps(name)}: {text}")
    return "{\n" + ",\n".join(entries) + "\n}"
