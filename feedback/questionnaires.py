"""A published survey as pages and counts use it: its questions in order and its wordings."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from feedback.languages import DEFAULT
from feedback.store.database import Database
from feedback.store.surveys import Kind, SurveyVersion, Wording

FRESH = 5.0
"""Seconds for which a process believes that no newer version was published."""


@dataclass(frozen=True)
class Item:
    """One question: its code, its kind, what can be chosen, how much can be written."""

    code: str
    kind: Kind
    options: tuple[str, ...]
    max_length: int | None


@dataclass(frozen=True)
class Questionnaire:
    """A published version; immutable, so it is read once and kept."""

    version_id: int
    survey: str
    number: int
    items: tuple[Item, ...]
    wordings: Mapping[str, Mapping[str, str]]
    checked: frozenset[str]

    def word(self, language: str, key: str) -> str:
        """The wording of a key in a language; Dutch where that language lacks it; empty if none has it."""
        words = self.wordings.get(language, {})
        return words.get(key) or self.wordings[DEFAULT].get(key, "")

    def options(self, item: Item, language: str) -> list[tuple[str, str]]:
        """Codes and words of what can be chosen, in order."""
        return [(code, self.word(language, f"option.{code}")) for code in item.options]


def current_version(session: Session, survey: str) -> int | None:
    """The id of the highest published version of a survey; None where there is none."""
    statement = (
        select(SurveyVersion.id)
        .where(SurveyVersion.survey == survey, SurveyVersion.published_on.is_not(None))
        .order_by(SurveyVersion.number.desc())
        .limit(1)
    )
    return session.scalar(statement)


def published(session: Session) -> list[str]:
    """The codes of all surveys that have a published version."""
    dated = SurveyVersion.published_on.is_not(None)
    return list(session.scalars(select(SurveyVersion.survey).where(dated).distinct().order_by("survey")))


class Library:
    """The published surveys that this process has read; a new version is seen within `FRESH` seconds.

    It reads in sessions of its own, so that looking something up never takes the writers' turn.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[int, Questionnaire] = {}
        self._current: dict[str, tuple[float, int]] = {}

    def current(self, survey: str) -> Questionnaire | None:
        """The highest published version of a survey; None where there is none."""
        read_at, version_id = self._current.get(survey, (-FRESH, 0))
        if time.monotonic() - read_at > FRESH:
            with self._database.session(write=False) as session:
                found = current_version(session, survey)
            if found is None:
                return None
            version_id = found
            self._current[survey] = (time.monotonic(), version_id)
        return self.version(version_id)

    def version(self, version_id: int) -> Questionnaire | None:
        """One published version, also an older one that somebody began with; None where there is none."""
        if version_id not in self._kept:
            try:
                with self._database.session(write=False) as session:
                    self._kept[version_id] = read(session, version_id)
            except KeyError:
                return None
        return self._kept[version_id]


def read(session: Session, version_id: int) -> Questionnaire:
    """The questionnaire as the store has it; KeyError where no such version is published."""
    version = session.scalar(
        select(SurveyVersion)
        .where(SurveyVersion.id == version_id, SurveyVersion.published_on.is_not(None))
        .options(selectinload(SurveyVersion.questions), selectinload(SurveyVersion.wordings))
    )
    if version is None:
        raise KeyError(version_id)
    return Questionnaire(
        version_id=version.id,
        survey=version.survey,
        number=version.number,
        items=tuple(
            Item(item.code, item.kind, tuple(option.code for option in item.options), item.max_length)
            for item in version.questions
        ),
        wordings=_by_language(version.wordings),
        checked=_checked(version.wordings),
    )


def _by_language(wordings: list[Wording]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for wording in wordings:
        found.setdefault(wording.language, {})[wording.key] = wording.text
    return found


def _checked(wordings: list[Wording]) -> frozenset[str]:
    languages = {wording.language for wording in wordings}
    return frozenset(languages - {wording.language for wording in wordings if not wording.checked_by})
