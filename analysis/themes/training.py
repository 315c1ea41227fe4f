"""Texts with their theme, all written for this project (synthetic): those to learn from, those held out.

One file a language, one JSON object a line with the fields of `TrainingText`, `reader` or not.
"""

import json
from dataclasses import dataclass, fields
from pathlib import Path

from analysis.vocabulary import THEME_CODES

FOLDER = Path(__file__).with_name("training")
HELD_OUT = Path(__file__).with_name("held_out")
"""Texts that nothing learns from, by other writers than the training texts, who had not seen those."""


@dataclass(frozen=True)
class TrainingText:
    """A text with its language and theme; texts that tell nearly the same story share a `group`.

    `reader` is the theme that a second reader gave it without knowing the first; empty where there was none.
    """

    id: str
    lang: str
    theme: str
    group: str
    text: str
    reader: str = ""


FIELDS = {field.name for field in fields(TrainingText)}


class TrainingTextError(ValueError):
    """Lines of training files that cannot be used, each with file name, line number and reason."""


def load(folder: Path = FOLDER) -> list[TrainingText]:
    """Texts of the folder's `<language>.jsonl` files; raises `TrainingTextError` naming every bad line."""
    texts: dict[str, TrainingText] = {}
    problems = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if not line.strip():
                continue
            try:
                text = _parsed(line, language=path.stem)
                if texts.setdefault(text.id, text) is not text:
                    problems.append(f"{path.name}, line {number}: the id {text.id!r} is used twice")
            except ValueError as error:
                problems.append(f"{path.name}, line {number}: {error}")
    if problems:
        raise TrainingTextError("\n".join(problems))
    return list(texts.values())


def _parsed(line: str, language: str) -> TrainingText:
    row = json.loads(line)
    if not isinstance(row, dict) or set(row) | {"reader"} != FIELDS:
        raise ValueError(f"expected an object with the fields {', '.join(sorted(FIELDS))}")
    if not all(isinstance(value, str) and value.strip() for value in row.values()):
        raise ValueError("every field must be a text that is not empty")
    text = TrainingText(**row)
    for theme in (text.theme, text.reader or text.theme):
        if theme not in THEME_CODES:
            raise ValueError(f"unknown theme {theme!r}")
    if text.lang != language:
        raise ValueError(f"language {text.lang!r} in the file of {language!r}")
    return text
