"""Survey definitions: what ships is whole, what is wrong is named, what is published stays."""

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from feedback.languages import LANGUAGES
from feedback.store.database import Database
from feedback.surveys.definitions import SHIPPED, DefinitionError, read_definition
from feedback.surveys.publishing import publish, publish_shipped

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped survey that a test may spoil."""
    return Path(shutil.copytree(SHIPPED / "ketendoel-10", tmp_path / "survey"))


def test_the_shipped_survey_is_whole_in_every_language() -> None:
    shipped = read_definition(SHIPPED / "ketendoel-10")
    assert set(shipped.wordings) == set(LANGUAGES)
    assert shipped.questions[0].code == "satisfaction"
    assert shipped.questions[0].options[:2] == ("very-satisfied", "satisfied")
    assert len(shipped.questions) <= 11  # longer questionnaires are answered less (Utrecht monitor)


def test_no_translation_claims_to_be_checked() -> None:
    assert set(read_definition(SHIPPED / "ketendoel-10").checked_by.values()) == {""}


def spoil(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


SPOILED = {
    "a missing text": (spoil("tr.toml", '"question.plan"', '"question.plans"'), r"tr\.toml.*question\.plan"),
    "an empty text": (spoil("en.toml", '"Satisfied"', '" "'), r"en\.toml.*option\.satisfied"),
    "an unknown kind": (spoil("survey.toml", '"scale"', '"stars"'), "stars"),
    "a text with options": (spoil("survey.toml", "max_length = 1000", 'options = ["a"]'), "max_length"),
    "no TOML": (spoil("so.toml", "language =", "language"), r"so\.toml"),
    "no Dutch": (lambda folder: (folder / "nl.toml").unlink(), r"nl\.toml"),
    "a file with the words of another language": (
        lambda folder: (folder / "tr.toml").rename(folder / "de.toml") and None,
        r"de\.toml: its language is not de",
    ),
}


@pytest.mark.parametrize("kind", SPOILED)
def test_what_is_wrong_with_a_definition_is_named(folder: Path, kind: str) -> None:
    change, message = SPOILED[kind]
    change(folder)
    with pytest.raises(DefinitionError, match=message):
        read_definition(folder)


def test_publishing_again_changes_nothing(database: Database) -> None:
    with database.session(write=True) as session:
        first, second = publish_shipped(session, TODAY), publish_shipped(session, TODAY)
        assert [version.id for version in first] == [version.id for version in second]


def test_a_published_number_with_other_content_is_refused(database: Database) -> None:
    definition = read_definition(SHIPPED / "ketendoel-10")
    changed = replace(definition, questions=definition.questions[1:])
    with database.session(write=True) as session:
        with pytest.raises(DefinitionError, match="new number"):
            publish(session, changed, TODAY)
        assert publish(session, replace(changed, number=2), TODAY).published_on == TODAY


def test_the_digest_depends_on_every_word(folder: Path) -> None:
    before = read_definition(folder).digest
    spoil("nl.toml", "Wat gaat goed?", "Wat gaat er goed?")(folder)
    assert read_definition(folder).digest != before
