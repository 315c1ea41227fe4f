"""Pages on which a coordinator writes what people are told."""

from typing import Any

import pytest
import sqlalchemy as sa

from feedback import outcomes
from feedback.store.database import Database
from feedback.store.signals import Outcome, OutcomeStatus, Status
from tests.feedback.signals.made import at
from tests.visitor import Visitor

TEXTS = {"text-nl": "We maken de brief korter.", "text-ar": "سنجعل الرسالة أقصر."}
OF_THEME = {"theme": "course", "status": "looking", **TEXTS}


def told(database: Database) -> list[tuple[str | None, str, str]]:
    with database.session(write=False) as session:
        found = outcomes.published(session, "ar", demonstration=False)
        return [(one.theme, one.status.value, one.text) for one in found]


def test_a_draft_is_kept_and_then_published(coordinator: Visitor, database: Database) -> None:
    coordinator.get("/en/signals/outcomes/new")
    page = coordinator.submit("form", **OF_THEME)
    assert "This is kept as a draft." in page
    assert '<textarea name="text-ar" id="text-ar" lang="ar" dir="rtl"' in page
    assert told(database) == []
    assert "draft" in coordinator.get("/en/signals/outcomes")
    with database.session(write=False) as session:
        [draft] = session.scalars(sa.select(Outcome)).all()
    coordinator.get(f"/en/signals/outcomes/{draft.id}")
    page = coordinator.submit("form", publish="1")
    assert "This is published." in page
    assert told(database) == [("course", "looking", TEXTS["text-ar"])]
    assert "published on 23-11-2026" in coordinator.get("/en/signals/outcomes")


def test_dutch_comes_first(coordinator: Visitor) -> None:
    coordinator.get("/en/signals/outcomes/new")
    names = [name for name in coordinator.forms["form"].values if name.startswith("text-")]
    assert names[0] == "text-nl"
    assert len(names) > 5


def test_what_is_told_of_a_signal_stands_on_its_page(coordinator: Visitor, database: Database) -> None:
    with database.session(write=True) as session:
        at(session, Status.ACTING, theme="exemption")
        session.commit()
    coordinator.get("/en/signals/1")
    coordinator.get("/en/signals/outcomes/new?signal=1")
    assert "theme" not in coordinator.forms["form"].values
    coordinator.submit("form", status="changed", publish="1", **TEXTS)
    assert told(database) == [("exemption", "changed", TEXTS["text-ar"])]
    page = coordinator.get("/en/signals/1")
    assert "published on 23-11-2026" in page
    assert 'What people are told: <span dir="auto">It has changed</span>' in page
    assert "Signal 1: Brieven" in coordinator.get("/en/signals/outcomes")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"status": ""}, "status"),
        ({"theme": ""}, "theme"),
        ({"text-ar": "x" * 401}, "text-ar"),
        ({"text-nl": "Bel Jan op 06-12345678."}, "text-nl"),
        ({"text-nl": " ", "publish": "1"}, "text-nl"),
        ({"csrf_token": "old"}, "main"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    coordinator: Visitor, database: Database, wrong: dict[str, str], field: str
) -> None:
    coordinator.get("/en/signals/outcomes/new")
    given: dict[str, Any] = OF_THEME | wrong
    page = coordinator.submit("form", **given)
    assert coordinator.status == 400
    assert f'<a href="#{field}">' in page
    kept = coordinator.forms["form"].values
    assert [kept[name] for name in ("text-nl", "text-ar")] == [given["text-nl"], given["text-ar"]]
    with database.session(write=False) as session:
        assert session.scalar(sa.select(Outcome)) is None


def test_a_published_text_is_mended_and_its_status_stays(coordinator: Visitor, database: Database) -> None:
    coordinator.get("/en/signals/outcomes/new")
    page = coordinator.submit("form", publish="1", **OF_THEME)
    assert "Published on 23-11-2026." in page
    coordinator.submit("form", **{"status": "changed", "text-ar": "رسالة أقصر."})
    assert told(database) == [("course", "looking", "رسالة أقصر.")]
    page = coordinator.submit("form", **{"text-nl": ""})
    assert (coordinator.status, "Write a text in Dutch first" in page) == (400, True)


def test_a_text_in_a_language_that_is_not_offered_now_is_kept(
    coordinator: Visitor, database: Database
) -> None:
    coordinator.get("/en/signals/outcomes/new")
    coordinator.submit("form", **OF_THEME)
    with database.session(write=True) as session:
        session.execute(sa.text("UPDATE outcome_texts SET language = 'xx' WHERE language = 'ar'"))
        session.commit()
    coordinator.submit("form", **{"text-nl": "Een andere tekst.", "text-ar": ""})
    with database.session(write=False) as session:
        [outcome] = session.scalars(sa.select(Outcome)).all()
        texts = {text.language: text.text for text in outcome.texts}
    assert texts == {"nl": "Een andere tekst.", "xx": TEXTS["text-ar"]}
    assert outcome.status is OutcomeStatus.LOOKING
