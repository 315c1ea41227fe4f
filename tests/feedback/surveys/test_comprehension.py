"""How often a question is not understood: by question and language, and not of a few people."""

import uuid

import sqlalchemy as sa

from feedback.store.database import Database
from feedback.store.responses import Answer, Outcome, Response, Stream, Suspicion
from feedback.store.surveys import SurveyVersion
from feedback.surveys.comprehension import ALL, Understood, comprehension
from tests.conftest import TODAY


def answers(database: Database, language: str, number: int, outcome: Outcome, **about: object) -> int:
    """So many people who all did the same with the first question; the version that they answered."""
    with database.session(write=True) as session:
        version = session.scalars(sa.select(SurveyVersion.id)).one()
        for _ in range(number):
            key = uuid.uuid4()
            session.add(
                Response(
                    id=key,
                    version_id=version,
                    language=language,
                    stream=Stream.OPEN,
                    received_on=TODAY,
                    **{"demonstration": False} | about,
                )
            )
            session.flush()
            session.add(
                Answer(response_id=key, question_code="satisfaction", version_id=version, outcome=outcome)
            )
        session.commit()
    return version


def told(database: Database, version: int) -> dict[tuple[str, str], Understood]:
    with database.session(write=False) as session:
        return dict(comprehension(session, version, threshold=10, demonstration=False))


def test_it_counts_who_saw_the_question_and_who_did_not_understand_it(database: Database) -> None:
    answers(database, "ti", 9, Outcome.SKIPPED)
    version = answers(database, "ti", 3, Outcome.NOT_UNDERSTOOD)
    assert told(database, version) == {
        ("satisfaction", "ti"): Understood(12, 3),
        ("satisfaction", ALL): Understood(12, 3),
    }
    assert told(database, version)["satisfaction", "ti"].percent == 25


def test_few_people_in_a_language_are_seen_only_among_all(database: Database) -> None:
    answers(database, "ar", 4, Outcome.NOT_UNDERSTOOD)
    version = answers(database, "nl", 6, Outcome.SKIPPED)
    assert told(database, version) == {("satisfaction", ALL): Understood(10, 4)}


def test_spam_and_demonstrations_do_not_count(database: Database) -> None:
    answers(database, "nl", 10, Outcome.NOT_UNDERSTOOD, suspicion=Suspicion.SPAM)
    version = answers(database, "nl", 10, Outcome.NOT_UNDERSTOOD, demonstration=True)
    assert told(database, version) == {}
