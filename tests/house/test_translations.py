"""The interface in every language: nothing missing, no placeholder lost, the template up to date."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from feedback.catalogues import TRANSLATIONS, compile_stale, extract, read_catalogue
from feedback.languages import LANGUAGES

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
RESPONDENTS = ("feedback/respond/", "feedback/web/", "feedback/labels.py")
SOURCE = {"en"}  # the texts in the code are English


def catalogue(code: str) -> Catalog:
    return read_catalogue(TRANSLATIONS / LANGUAGES[code].locale / "LC_MESSAGES/messages.po")


def texts(found: Catalog, *, respondents: bool = False) -> dict[str, str]:
    """Each text (a plural one by its singular) with all forms of its translation, empty if one is missing."""
    told = {}
    for message in found:
        forms = message.string if isinstance(message.string, tuple | list) else [message.string]
        theirs = any(file.startswith(RESPONDENTS) for file, _line in message.locations)
        if message.id and (theirs or not respondents):
            told[str(message.id[0] if message.pluralizable else message.id)] = (
                "\n".join(map(str, forms)) if all(forms) else ""
            )
    return told


TEMPLATE = extract()


def test_the_template_holds_every_text_of_the_code() -> None:
    with (TRANSLATIONS / "messages.pot").open("rb") as file:
        assert set(texts(read_po(file))) == set(texts(TEMPLATE))


@pytest.mark.parametrize("code", sorted(set(LANGUAGES) - SOURCE))
def test_a_language_has_every_text_that_respondents_see(code: str) -> None:
    have = texts(catalogue(code))
    assert [text for text in texts(TEMPLATE, respondents=True) if not have.get(text)] == []


def test_dutch_has_every_text() -> None:
    have = texts(catalogue("nl"))
    assert [text for text in texts(TEMPLATE) if not have.get(text)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_translation_loses_or_invents_a_placeholder(code: str) -> None:
    wrong = [
        text
        for text, translation in texts(catalogue(code)).items()
        for form in translation.split("\n")
        if translation and set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(form))
    ]
    assert wrong == []


def test_a_catalogue_is_compiled_when_it_is_newer_and_only_then(tmp_path: Path) -> None:
    source = tmp_path / "tr/LC_MESSAGES/messages.po"
    source.parent.mkdir(parents=True)
    source.write_bytes((TRANSLATIONS / "tr/LC_MESSAGES/messages.po").read_bytes())
    assert compile_stale(tmp_path) == ["tr"]
    assert compile_stale(tmp_path) == []
