"""The interface in every language: nothing missing, no placeholder lost, the template up to date."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from feedback.catalogues import all_forms, compile_stale, extract, read_template
from feedback.completeness import Progress, progress
from feedback.languages import KNOWN, TRANSLATIONS
from feedback.settings import Settings


def texts(catalogue: Catalog) -> set[str]:
    """Each text, a plural one by its singular."""
    return {all_forms(message.id)[0] for message in catalogue if message.id}


def progress_of(code: str) -> Progress:
    found = progress(TRANSLATIONS, Settings.surveys_dir)
    return next(one for one in found if one.language.code == code)


def test_the_template_holds_every_text_of_the_code() -> None:
    assert texts(read_template()) == texts(extract())


@pytest.mark.parametrize("code", KNOWN)
def test_a_language_that_is_on_has_every_text_that_respondents_see(code: str) -> None:
    one = progress_of(code)
    assert one.lacking == () or not one.language.on


def test_dutch_has_every_text() -> None:
    assert progress_of("nl").staff.wrong == ()


@pytest.mark.parametrize("code", KNOWN)
def test_what_is_translated_loses_and_invents_no_placeholder(code: str) -> None:
    one = progress_of(code)
    wrong = [fault for fault in one.lacking + one.staff.wrong if not fault.endswith(": not translated")]
    assert wrong == []


def test_a_catalogue_is_compiled_when_it_is_newer_and_only_then(tmp_path: Path) -> None:
    source = tmp_path / "tr/LC_MESSAGES/messages.po"
    source.parent.mkdir(parents=True)
    source.write_bytes((TRANSLATIONS / "tr/LC_MESSAGES/messages.po").read_bytes())
    assert compile_stale(tmp_path) == ["tr"]
    assert compile_stale(tmp_path) == []
