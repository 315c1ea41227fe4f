"""How often people say that they do not understand a question: the quality of a wording, by language."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from feedback.store.responses import Answer, Outcome, Response

ALL = ""
"""Stands for all languages together."""


@dataclass(frozen=True)
class Understood:
    """Of `asked` people who saw a question, `not_understood` said that they did not understand it."""

    asked: int
    not_understood: int

    @property
    def percent(self) -> int:
        """The share that did not understand it, in whole percents."""
        return round(100 * self.not_understood / self.asked)


def comprehension(
    session: Session, version_id: int, *, threshold: int, demonstration: bool
) -> Mapping[tuple[str, str], Understood]:
    """By question and language, or ALL, what was understood; not of fewer people than the threshold.

    One version of a survey: another wording is another question. What looks like spam does not count.
    """
    not_understood = func.count().filter(Answer.outcome == Outcome.NOT_UNDERSTOOD)
    statement = (
        select(Answer.question_code, Response.language, func.count(), not_understood)
        .join(Response, Response.id == Answer.response_id)
        .where(Response.version_id == version_id, Response.suspicion.is_(None))
        .group_by(Answer.question_code, Response.language)
    )
    if not demonstration:
        statement = statement.where(~Response.demonstration)
    sums: dict[tuple[str, str], Understood] = {}
    for question, language, asked, not_understood_here in session.execute(statement):
        for where in (language, ALL):
            before = sums.get((question, where), Understood(0, 0))
            sums[question, where] = Understood(
                before.asked + asked, before.not_understood + not_understood_here
            )
    return {place: found for place, found in sums.items() if found.asked >= threshold}
