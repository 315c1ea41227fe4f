"""Many texts at once: lines of JSON in, lines of JSON with theme, language, masking and flags out."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from analysis.texts.intake import receive
from analysis.themes.classifier import Classifier, Prediction

CHUNK = 64
DECIMALS = 4

Complain = Callable[[int, str], None]
"""Told of a line that cannot be used: its number, from 1, and the reason."""


@dataclass(frozen=True)
class Item:
    """One text to classify; `lang` is the language that its writer chose, None when unknown."""

    id: str | int
    text: str
    lang: str | None


def classified(
    lines: Iterable[bytes], classifier: Classifier, complain: Complain
) -> Iterator[dict[str, Any]]:
    """One result for each good line, in order: the fields of `python -m analysis classify --help`.

    Lines are read and answered in chunks of 64, so memory does not grow with their number.
    """
    items = _items(lines, complain)
    while chunk := list(islice(items, CHUNK)):
        received = [receive(item.text, item.lang) for item in chunk]
        predictions = classifier.classify(
            [text.text for text in received], [text.language for text in received]
        )
        for item, text, prediction in zip(chunk, received, predictions, strict=True):
            yield (
                {"id": item.id}
                | _theme(prediction)
                | {
                    "language": text.language,
                    "masked": text.text,
                    "flags": list(text.flags),
                }
            )


def parsed(line: bytes) -> Item:
    """The item on a line; raises `ValueError` with the reason when it cannot be used."""
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"not valid UTF-8 at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not valid JSON: {error.msg} at character {error.pos}") from error
    except RecursionError as error:
        raise ValueError("not valid JSON: nested too deeply") from error
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    if not isinstance(row.get("id"), str | int) or isinstance(row["id"], bool):
        raise ValueError('"id" must be a string or a whole number')
    if not isinstance(row.get("text"), str):
        raise ValueError('"text" must be a string')
    if not isinstance(row.get("lang"), str | None):
        raise ValueError('"lang" must be a string')
    _refuse_half_characters(row["text"])
    return Item(row["id"], row["text"], row.get("lang"))


def _refuse_half_characters(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f'"text" has half a surrogate pair at character {error.start}') from error


def _items(lines: Iterable[bytes], complain: Complain) -> Iterator[Item]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield parsed(line)
        except ValueError as error:
            complain(number, str(error))


def _theme(prediction: Prediction) -> dict[str, Any]:
    return {
        "theme": prediction.theme,
        "confidence": round(prediction.confidence, DECIMALS),
        "alternatives": [[theme, round(share, DECIMALS)] for theme, share in prediction.alternatives],
        "abstained": prediction.abstained,
    }
