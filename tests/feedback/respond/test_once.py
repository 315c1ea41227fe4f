"""Exactly once: a double tap, a replay, two tabs or a lost connection give one response."""

import threading
import time

import pytest
from flask import Flask

from feedback.respond.keys import MAX_AGE
from feedback.store.database import Database
from tests.feedback.respond.walk import SURVEY, answer_all, begin, stored
from tests.visitor import Visitor


def at_the_check_page(visitor: Visitor) -> dict[str, str]:
    begin(visitor)
    answer_all(visitor, "een tekst")
    return visitor.forms["send"].values


def test_a_replay_is_thanked_and_stored_once(visitor: Visitor, database: Database) -> None:
    sent = at_the_check_page(visitor)
    for _ in range(100):
        visitor.post(f"{SURVEY}/send", sent)
        assert visitor.address == f"{SURVEY}/sent"
    assert len(stored(database)) == 1


def test_a_replay_with_the_old_cookie_is_stored_once(visitor: Visitor, database: Database) -> None:
    sent = at_the_check_page(visitor)
    cookie = visitor.client.get_cookie("draft")
    assert cookie is not None
    for _ in range(2):
        visitor.client.set_cookie("draft", cookie.value)
        visitor.post(f"{SURVEY}/send", sent)
        assert visitor.address == f"{SURVEY}/sent"
    assert len(stored(database)) == 1


def test_two_tabs_send_the_same_draft_once(visitor: Visitor, database: Database) -> None:
    first = at_the_check_page(visitor)
    visitor.get(f"{SURVEY}/check")
    second = visitor.forms["send"].values
    visitor.post(f"{SURVEY}/send", first)
    visitor.post(f"{SURVEY}/send", second)
    assert (visitor.address, len(stored(database))) == (f"{SURVEY}/sent", 1)


def test_the_same_page_sent_at_the_same_moment_is_stored_once(app: Flask, database: Database) -> None:
    reader = Visitor(app)
    reader.get(f"{SURVEY}/all")
    sent = reader.forms["form"].values | {"satisfaction": "satisfied", "be-better": "een tekst"}
    barrier, landed = threading.Barrier(5), []

    def tap() -> None:
        visitor = Visitor(app)
        barrier.wait()
        visitor.post(f"{SURVEY}/send", sent)
        landed.append(visitor.address)

    taps = [threading.Thread(target=tap) for _ in range(5)]
    for each in taps:
        each.start()
    for each in taps:
        each.join(60)
    assert landed == [f"{SURVEY}/send"] * 5  # the confirmation itself, as these phones keep no cookies
    assert len(stored(database)) == 1


def test_an_edit_after_sending_changes_nothing(visitor: Visitor, database: Database) -> None:
    visitor.get(f"{SURVEY}/all")
    sent = visitor.forms["form"].values
    visitor.post(f"{SURVEY}/send", sent | {"be-better": "eerst"})
    visitor.post(f"{SURVEY}/send", sent | {"be-better": "later"})
    assert [told["be-better"] for told in stored(database)] == ["eerst"]


def test_a_forged_key_is_refused_and_what_was_typed_is_kept(visitor: Visitor, database: Database) -> None:
    visitor.get(f"{SURVEY}/all")
    visitor.submit("form", key="forged", **{"be-better": "bewaar dit"})
    assert visitor.status == 400
    assert visitor.forms["form"].values["be-better"] == "bewaar dit"
    visitor.submit("form")
    assert [told["be-better"] for told in stored(database)] == ["bewaar dit"]


def test_a_page_that_was_open_for_days_is_sent_again_with_a_new_key(
    visitor: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.get(f"{SURVEY}/all")
    later = time.time() + 2 * MAX_AGE
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later)
    visitor.submit("form", **{"be-better": "bewaar dit"})
    assert visitor.status == 400
    visitor.submit("form")
    assert [told["be-better"] for told in stored(database)] == ["bewaar dit"]


def test_nothing_of_the_answers_is_left_in_the_browser(visitor: Visitor) -> None:
    sent = at_the_check_page(visitor)
    assert visitor.response.headers["Cache-Control"] == "no-store"
    visitor.post(f"{SURVEY}/send", sent)
    assert visitor.client.get_cookie("draft") is None
    visitor.get(f"{SURVEY}/check")
    assert visitor.address == f"{SURVEY}?lost=1"


def test_a_replay_of_last_days_page_is_still_known(
    visitor: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.get(f"{SURVEY}/all")
    sent = visitor.forms["form"].values | {"be-better": "een keer"}
    visitor.post(f"{SURVEY}/send", sent)
    later = time.time() + MAX_AGE + 3600
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later)
    visitor.post(f"{SURVEY}/send", sent)
    assert visitor.address == f"{SURVEY}/sent"
    assert len(stored(database)) == 1


def test_a_page_of_an_earlier_draft_does_not_send_the_present_one(
    visitor: Visitor, database: Database
) -> None:
    earlier = at_the_check_page(visitor)
    begin(visitor)
    visitor.post(f"{SURVEY}/send", earlier)
    assert visitor.status == 400
    assert stored(database) == []


@pytest.mark.parametrize("form", ["send", "start"])
def test_opening_the_address_of_a_form_leads_to_its_page(visitor: Visitor, form: str) -> None:
    begin(visitor)
    visitor.get(f"{SURVEY}/{form}")
    assert visitor.address == (f"{SURVEY}/check" if form == "send" else SURVEY)


def test_two_tabs_that_begin_without_a_cookie_share_one_draft_and_count_once(
    app: Flask, database: Database
) -> None:
    fields = {"nonce": "4294967295-1-2-3-a-long-one", "satisfaction": "satisfied"}
    for tab in (app.test_client(), app.test_client()):
        saved = tab.post(f"{SURVEY}/save", data=fields).get_json()
        tab.post(f"{SURVEY}/send", data=fields | {"all": "1", "key": saved["key"]})
    assert len(stored(database)) == 1
