"""The panel's pages: one text, one action, and the next text."""

import datetime as dt
import re
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from analysis.vocabulary import THEME_CODES, Flag
from feedback.panel.decisions import decide
from feedback.store.accounts import Account, RoleName
from feedback.store.database import Database
from feedback.store.verbatims import Decision, Verbatim
from tests.visitor import Visitor

Write = Callable[..., Verbatim]
SignIn = Callable[..., None]


@pytest.fixture
def reader(visitor: Visitor, sign_in: SignIn) -> Visitor:
    sign_in(visitor, RoleName.PANEL)
    return visitor


def decided(database: Database) -> list[str]:
    with database.session(write=False) as session:
        return list(session.scalars(sa.select(Decision.theme).order_by(Decision.decided_at)))


def buttons(page: str) -> list[tuple[str, str]]:
    return re.findall(r'<button name="theme" value="([^"]+)"[^>]*>([^<]+)<', page)


def test_an_empty_queue_says_so(reader: Visitor) -> None:
    page = reader.get("/en/panel/")
    assert reader.status == 200
    assert "There is nothing to read now." in page
    assert "0 texts are waiting. You decided about 0 texts today." in page


def test_a_text_is_shown_in_its_own_language_and_direction(reader: Visitor, write: Write) -> None:
    write("هل يمكنني <b>تأجيل</b> الامتحان؟", 0.3, language="ar")
    page = reader.get("/en/panel/")
    assert '<blockquote class="said" lang="ar" dir="rtl">هل يمكنني &lt;b&gt;تأجيل' in page
    assert "The computer is not sure what this text is about. How sure: 30 of 100." in " ".join(page.split())


def test_a_text_in_an_unknown_language_finds_its_own_direction(reader: Visitor, write: Write) -> None:
    write("Ку можна складати іспит?", 0.3, language="und")
    assert '<blockquote class="said" lang="und" dir="auto">' in reader.get("/en/panel/")


def test_the_suggestions_are_buttons_best_first(reader: Visitor, write: Write) -> None:
    write(confidence=0.8)
    assert buttons(reader.get("/en/panel/")) == [
        ("exam-registration", "Keep: Signing up for and taking exams"),
        ("deadline-extension", "Term and more time"),
        ("course", "Language lessons and school"),
    ]
    assert reader.forms["another"].choices["theme"] == ["", *THEME_CODES]


def test_a_text_that_no_model_saw_has_no_suggestions(reader: Visitor, write: Write) -> None:
    write()
    page = reader.get("/en/panel/")
    assert "The computer has not read this text yet." in page
    assert buttons(page) == []


def test_every_flag_is_told_in_words(reader: Visitor, write: Write) -> None:
    write(confidence=0.8, flags=tuple(Flag))
    page = reader.get("/en/panel/")
    assert "This person may be in distress" in page
    assert not [flag for flag in Flag if f"<li>{flag}</li>" in page]


def test_one_tap_stores_the_decision_and_shows_the_next_text(
    database: Database, reader: Visitor, write: Write
) -> None:
    write("first text", 0.1)
    write("second text", 0.2)
    assert "first text" in reader.get("/en/panel/")
    page = reader.submit("suggested", theme="exam-registration")
    assert decided(database) == ["exam-registration"]
    assert "second text" in page
    assert "Your choice is saved." in page
    assert "1 text is waiting. You decided about 1 text today." in page


def test_another_theme_can_be_chosen_from_the_whole_list(
    database: Database, reader: Visitor, write: Write
) -> None:
    write()
    reader.get("/en/panel/")
    reader.submit("another", theme="living-conditions")
    assert decided(database) == ["living-conditions"]


@pytest.mark.parametrize("theme", ["", "no-such-theme", "x\0", "undecided"])
def test_with_a_theme_that_does_not_exist_the_text_stays(
    database: Database, reader: Visitor, write: Write, theme: str
) -> None:
    write("first text", 0.1)
    reader.get("/en/panel/")
    page = reader.submit("another", theme=theme)
    assert reader.status == 400
    assert "Choose a theme from the list." in page
    assert "first text" in page
    assert decided(database) == []


def test_a_page_that_was_open_too_long_keeps_the_text(
    database: Database, reader: Visitor, write: Write
) -> None:
    write("first text", 0.1)
    reader.get("/en/panel/")
    page = reader.submit("suggested", theme="course", csrf_token="old")
    assert reader.status == 400
    assert "open for a long time" in page
    assert "first text" in page
    assert decided(database) == []


def test_a_text_put_off_stays_behind_while_others_are_decided(reader: Visitor, write: Write) -> None:
    for number, confidence in enumerate([0.1, 0.2, 0.3]):
        write(f"text {number}", confidence)
    page = reader.get("/en/panel/")
    (later,) = re.findall(r'<a class="button second" href="([^"]+)"', page)
    assert "text 1" in reader.get(later)
    assert "text 2" in reader.submit("suggested", theme="course")
    page = reader.submit("suggested", theme="course")
    assert "There are no texts after this one." in page
    assert "text 0" in reader.get("/en/panel/")


def test_a_decision_can_be_looked_at_again_and_changed(
    database: Database, reader: Visitor, write: Write
) -> None:
    write("first text", 0.1)
    reader.get("/en/panel/")
    page = reader.submit("suggested", theme="course")
    (again,) = re.findall(r'role="status">[^<]*<a href="([^"]+)"', page)
    page = reader.get(again)
    assert "first text" in page
    assert "Decided by the panel: Language lessons and school." in page
    reader.submit("another", theme="exemption")
    assert decided(database) == ["course", "exemption"]


def test_who_comes_second_is_told_that_both_are_kept_and_not_by_whom(
    database: Database, reader: Visitor, write: Write, reviewers: list[Account]
) -> None:
    text = write("first text", 0.1)
    reader.get("/en/panel/")
    with database.session(write=True) as session:
        moment = dt.datetime.now(dt.UTC)
        decide(session, text, "course", account_id=reviewers[0].id, moment=moment)
        session.commit()
    page = reader.submit("suggested", theme="exemption")
    assert "Somebody else had also decided" in page
    assert "anna@example.org" not in page
    assert decided(database) == ["course", "exemption"]


@pytest.mark.parametrize("address", [f"/en/panel/{uuid.UUID(int=1)}", "/en/panel/1", "/en/panel/x"])
def test_a_text_that_does_not_exist_is_not_found(reader: Visitor, address: str) -> None:
    reader.get(address)
    assert reader.status == 404
    reader.post(address, {"theme": "course"})
    assert reader.status == 404


def test_nonsense_in_the_address_shows_the_queue(reader: Visitor, write: Write) -> None:
    write("first text", 0.1)
    assert "first text" in reader.get("/en/panel/?after=x%00&done=%ff")


def test_a_coordinator_reads_and_does_not_decide(
    database: Database, visitor: Visitor, sign_in: SignIn, write: Write
) -> None:
    text = write("first text", 0.1)
    sign_in(visitor, RoleName.COORDINATOR)
    page = visitor.get("/en/panel/")
    assert "first text" in page
    assert "<button" not in page
    visitor.post(f"/en/panel/{text.id}", {"theme": "course"})
    assert visitor.status == 403
    assert decided(database) == []


@pytest.mark.parametrize("role", [RoleName.COMPILER, RoleName.ADMINISTRATOR])
def test_no_other_role_reads_texts(visitor: Visitor, sign_in: SignIn, write: Write, role: RoleName) -> None:
    text = write("first text", 0.1)
    sign_in(visitor, role)
    for address in ("/en/panel/", f"/en/panel/{text.id}"):
        assert "first text" not in visitor.get(address)
        assert visitor.status == 403


def test_without_signing_in_nothing_is_read(app: Flask, visitor: Visitor, write: Write) -> None:
    text = write("first text", 0.1)
    for address in ("/en/panel/", f"/en/panel/{text.id}"):
        assert "first text" not in visitor.get(address)
    assert app.test_client().post(f"/en/panel/{text.id}", data={"theme": "course"}).status_code == 303
