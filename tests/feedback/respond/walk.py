"""A respondent's way through the survey, for the tests of this wing."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.store.database import Database
from feedback.store.responses import Answer, Response
from feedback.store.verbatims import Verbatim
from tests.visitor import Visitor

SURVEY = "/nl/survey/ketendoel-10"
CODE = re.compile(r"(?:[A-Z3-9]{4}-){2}[A-Z3-9]{4}")
"""What a code looks like that is shown once after sending."""


def begin(visitor: Visitor, language: str = "nl") -> None:
    """The visitor at the first question."""
    visitor.get(f"/{language}/survey/ketendoel-10")
    visitor.submit("start")


def answer_all(visitor: Visitor, texts: str = "") -> None:
    """Every question answered with its first option, every text with the same words."""
    while "form" in visitor.forms:
        form = visitor.forms["form"]
        given = {name: options[0] for name, options in form.choices.items() if "." not in name}
        given |= {name: texts for name in form.values if name not in {"change"}}
        visitor.submit("form", go="next", **given)


def stored(database: Database) -> list[dict[str, str]]:
    """Each response as its answers by question: option, outcome or text."""
    with database.session(write=False) as session:
        return [_told(session, response) for response in session.scalars(select(Response))]


def _told(session: Session, response: Response) -> dict[str, str]:
    answers = session.scalars(select(Answer).where(Answer.response_id == response.id))
    texts = session.scalars(select(Verbatim).where(Verbatim.response_id == response.id))
    told = {answer.question_code: answer.option_code or answer.outcome.value for answer in answers}
    return told | {text.question_code or "": text.text for text in texts}
