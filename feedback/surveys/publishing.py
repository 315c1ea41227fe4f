"""Publishing: a definition becomes a version that answers can point to."""

import datetime as dt
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from feedback.store.surveys import Option, Question, SurveyVersion, Wording
from feedback.surveys.definitions import SHIPPED, Definition, DefinitionError, read_definition


def publish(session: Session, definition: Definition, today: dt.date) -> SurveyVersion:
    """The published version of a definition; the one that is there when nothing has changed.

    DefinitionError when a published version has this number and other content.
    """
    existing = session.scalar(
        select(SurveyVersion).where(
            SurveyVersion.survey == definition.survey, SurveyVersion.number == definition.number
        )
    )
    if existing is not None and existing.digest != definition.digest:
        raise DefinitionError(
            f"{definition.survey} version {definition.number} is published and differs: give it a new number"
        )
    return existing or _store(session, definition, today)


def publish_shipped(session: Session, today: dt.date, surveys: Path = SHIPPED) -> list[SurveyVersion]:
    """Every survey in a folder of surveys, by default those that come with the service, published."""
    folders = sorted(path.parent for path in surveys.glob("*/survey.toml"))
    return [publish(session, read_definition(folder), today) for folder in folders]


def _store(session: Session, definition: Definition, today: dt.date) -> SurveyVersion:
    version = SurveyVersion(survey=definition.survey, number=definition.number, digest=definition.digest)
    version.questions = [
        Question(
            code=item.code,
            position=position,
            kind=item.kind,
            max_length=item.max_length,
            options=[Option(code=code, position=place) for place, code in enumerate(item.options, 1)],
        )
        for position, item in enumerate(definition.questions, 1)
    ]
    version.wordings = [
        Wording(language=language, key=key, text=text, checked_by=definition.checked_by[language])
        for language, words in definition.wordings.items()
        for key, text in words.items()
    ]
    session.add(version)
    session.flush()
    version.published_on = today  # last, because from here on the database refuses changes
    session.flush()
    return version
