"""Where people and the computer differ, counted over texts of the audits alone."""

from collections.abc import Callable

from feedback.panel import confusion
from feedback.panel.confusion import Row
from feedback.store.accounts import Account, RoleName
from feedback.store.database import Database
from feedback.store.verbatims import Occasion, Verbatim
from tests.feedback.theming.made import decide
from tests.visitor import Visitor

Write = Callable[..., Verbatim]


def test_only_texts_of_an_audit_are_counted_by_the_theme_that_people_gave(
    database: Database, write: Write, reviewers: list[Account]
) -> None:
    same, other, another, queued, unseen = (write(confidence=sure) for sure in (0.9, 0.8, 0.7, 0.6, None))
    with database.session(write=True) as session:
        decide(session, same, "exam-registration", occasion=Occasion.AUDIT)
        for text in (other, another):
            decide(session, text, "deadline-extension", occasion=Occasion.AUDIT)
        decide(session, queued, "course")
        decide(session, unseen, "course", occasion=Occasion.AUDIT)
        assert confusion.rows(session, "e5-a") == [
            Row("deadline-extension", 2, 0, [("exam-registration", 2)]),
            Row("exam-registration", 1, 1, []),
        ]


def test_the_page_says_when_nothing_was_read(visitor: Visitor, sign_in: Callable[..., None]) -> None:
    sign_in(visitor, RoleName.PANEL)
    assert "Nobody has read a text of a random sample yet." in visitor.get("/en/panel/confusion")
