"""The six communication guidelines of the Ketenplan (chapter 2), each held by a test here or named here.

1. simple language (A2): tests/house/test_plain_dutch.py measures it; 2. what is essential can be had in
one's own language: tests/house/test_translations.py and tests/feedback/test_completeness.py; 3 to 6 below.
"""

import re

import pytest

from feedback.catalogues import read_catalogue
from feedback.completeness import RESPONDENTS
from feedback.settings import ROOT
from tests.feedback.respond.walk import SURVEY, answer_all, begin
from tests.visitor import Visitor

PAGES = ["", "survey/ketendoel-10", "survey/ketendoel-10/all", "ask", "asked", "privacy", "my-answers"]
UNFRIENDLY = re.compile(r"\b(ongeldig\w*|verboden|onjuist\w*|verplicht om|u dient|je dient)\b", re.IGNORECASE)


def test_3_after_sending_people_know_what_is_expected_of_them(visitor: Visitor) -> None:
    begin(visitor)
    answer_all(visitor)
    visitor.submit("send")
    assert "Je hoeft niets meer te doen." in visitor.text
    assert "Wat gebeurt er nu?" in visitor.text


@pytest.mark.parametrize("page", PAGES)
def test_4_every_page_says_whom_to_ask(visitor: Visitor, page: str) -> None:
    assert 'href="/nl/where-to-ask"' in visitor.get(f"/nl/{page}")


def test_5_people_see_where_they_are_in_the_questions_and_in_their_integration(visitor: Visitor) -> None:
    begin(visitor)
    assert "<title>Vraag 1 van 11:" in visitor.text
    visitor.get(f"{SURVEY}/9")
    visitor.submit("form", go="next", phase="in-lessons")
    visitor.get(f"{SURVEY}/check")
    assert "2 van 3" in visitor.text
    visitor.submit("send")
    assert "2 van 3" in visitor.text


def test_6_the_tone_is_positive() -> None:
    catalogue = read_catalogue(ROOT / "translations/nl/LC_MESSAGES/messages.po")
    theirs = [
        str(message.string)
        for message in catalogue
        if any(file.startswith(RESPONDENTS) for file, _line in message.locations)
    ]
    assert [text for text in theirs if UNFRIENDLY.search(text)] == []
