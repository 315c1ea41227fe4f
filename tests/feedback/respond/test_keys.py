"""One-time keys: their age is told for pages, and for nothing else."""

import datetime as dt
import time

import pytest

from feedback.respond.keys import ForgedKeyError, Keys

SECOND = dt.timedelta(seconds=1)


def test_the_age_of_a_key_is_never_less_than_the_page_was_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key tells whole seconds, so somebody may seem slower than they are and never faster."""
    keys, now = Keys("secret"), time.time()
    monkeypatch.setattr(time, "time", lambda: now - 5)
    key = keys.new()
    monkeypatch.undo()
    age = keys.age(key)
    assert age is not None
    assert 5 * SECOND <= age <= 6.5 * SECOND


def test_a_key_older_than_a_day_has_an_age_too(monkeypatch: pytest.MonkeyPatch) -> None:
    keys, now = Keys("secret"), time.time()
    monkeypatch.setattr(time, "time", lambda: now - 100_000)
    key = keys.new()
    monkeypatch.undo()
    assert (keys.age(key) or SECOND) > dt.timedelta(days=1)


def test_the_key_of_a_draft_tells_no_age() -> None:
    """It is signed anew on every page, so it would say that everybody is fast."""
    keys = Keys("secret")
    assert keys.age(keys.of_draft("a token")) is None


@pytest.mark.parametrize("key", ["", "nonsense", Keys("another secret").new()])
def test_a_key_that_is_not_ours_has_no_age(key: str) -> None:
    with pytest.raises(ForgedKeyError):
        Keys("secret").age(key)
