"""Survey definitions read from their files, with everything that is wrong in them named."""

import hashlib
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from feedback.languages import DEFAULT
from feedback.questionnaires import Item
from feedback.settings import Settings
from feedback.store.surveys import Kind

SHIPPED = Settings.surveys_dir


class DefinitionError(ValueError):
    """A definition that cannot be published; the message names the file and what to mend."""


@dataclass(frozen=True)
class Definition:
    """A survey as its folder has it: questions, and per language the texts by key and who checked them."""

    survey: str
    number: int
    questions: tuple[Item, ...]
    wordings: dict[str, dict[str, str]]
    checked_by: dict[str, str]

    @property
    def digest(self) -> str:
        """SHA-256 of all that a published version may never change."""
        asked = [[item.code, item.kind, item.options, item.max_length] for item in self.questions]
        content = json.dumps([self.survey, self.number, asked, self.wordings], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()


def read_definition(folder: Path) -> Definition:
    """The survey in a folder of `survey.toml` and one wording file a language; raises DefinitionError."""
    survey = _toml(folder / "survey.toml")
    files = {path.stem: _words(path) for path in sorted(folder.glob("*.toml")) if path.stem != "survey"}
    definition = Definition(
        survey=survey["code"],
        number=survey["version"],
        questions=tuple(_question(row, folder) for row in survey["question"]),
        wordings={language: file["wordings"] for language, file in files.items()},
        checked_by={language: file["checked_by"] for language, file in files.items()},
    )
    _check(definition, folder)
    return definition


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DefinitionError(f"{path}: {error}") from error


def _words(path: Path) -> dict[str, Any]:
    file = _toml(path)
    if file.get("language") != path.stem:
        raise DefinitionError(f"{path}: its language is not {path.stem}")
    return file


def _question(row: dict[str, Any], folder: Path) -> Item:
    try:
        kind = Kind(row["kind"])
        code, options = row["code"], tuple(row.get("options", ()))
    except (KeyError, ValueError) as error:
        raise DefinitionError(f"{folder}: question without a code or known kind: {error}") from error
    if (kind is Kind.TEXT) == bool(options) or (kind is Kind.TEXT) != ("max_length" in row):
        raise DefinitionError(f"{folder}: {code}: a text has a max_length, every other kind has options")
    return Item(code, kind, options, row.get("max_length"))


def required_keys(questions: tuple[Item, ...]) -> set[str]:
    """The texts that each language must have; `help.…` of a question is free."""
    options = {f"option.{option}" for item in questions for option in item.options}
    return {"survey.title", "survey.about"} | {f"question.{item.code}" for item in questions} | options


def _check(definition: Definition, folder: Path) -> None:
    needed = required_keys(definition.questions)
    if DEFAULT not in definition.wordings:
        raise DefinitionError(f"{folder}: no wording file {DEFAULT}.toml")
    source = set(definition.wordings[DEFAULT])
    for language, words in definition.wordings.items():
        wrong = (source | needed) ^ set(words) or {key for key, text in words.items() if not text.strip()}
        if wrong:
            raise DefinitionError(f"{folder}/{language}.toml: missing, empty or unknown: {sorted(wrong)}")
