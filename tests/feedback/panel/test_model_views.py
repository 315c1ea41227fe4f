"""The public pages about the model: what it is, how good, and a draft for the Algoritmeregister."""

from collections.abc import Callable

import pytest
from flask import Flask

from analysis.themes import card
from feedback.panel import confusion
from feedback.panel.model_views import percent
from feedback.store.accounts import RoleName
from feedback.theming.themer import Themer
from tests.visitor import Visitor


@pytest.mark.parametrize(("language", "shown"), [("nl", "nl"), ("en", "en"), ("ar", "en")])
def test_everybody_can_read_how_good_the_model_is_in_dutch_or_english(
    visitor: Visitor, language: str, shown: str
) -> None:
    visitor.get(f"/{language}/model/")
    page = visitor.text
    assert f'<html lang="{shown}"' in page
    found = card.read()
    assert found["model"]["digest"] in page
    assert percent(found["held_out_methods"][-1]["measures"]["accuracy"]).split()[0] in page


def test_the_draft_for_the_register_is_dutch_and_tells_what_is_not_filled_in(visitor: Visitor) -> None:
    page = visitor.get("/en/model/register")
    assert '<div lang="nl" dir="ltr">' in page
    assert "nog in te vullen" in page


def test_a_share_is_told_with_its_margin() -> None:
    assert percent({"value": 0.642, "low": 0.6, "high": 0.68}) == "64 (60–68)"
    assert percent({"value": 0.642, "low": None, "high": None}) == "64"
    assert percent({"value": None, "low": None, "high": None}) == "–"


def test_the_confusion_of_the_test_counts_every_text_once() -> None:
    found = card.read()
    rows = confusion.of_the_test(found)
    assert sum(row.texts for row in rows) == found["training"]["texts"] + found["held_out"]["texts"]
    assert all(row.right + sum(number for _theme, number in row.others) <= row.texts for row in rows)


def test_staff_are_told_on_every_page_that_the_model_works_without_its_data_file(
    app: Flask, visitor: Visitor, sign_in: Callable[..., None]
) -> None:
    sign_in(visitor, RoleName.PANEL)
    themer: Themer = app.extensions["themer"]
    assert "data file is missing" not in visitor.get("/en/staff/")
    themer.classifier()
    assert themer.is_weak
    assert "data file is missing" in visitor.get("/en/staff/")
    assert "data file is missing" not in Visitor(app).get("/en/")
