"""Surveys as data: versions, their questions and options, and their wordings in each language."""

import datetime as dt
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from feedback.store.base import Base, one_of


class Kind(StrEnum):
    """How a question is asked and counted."""

    SCALE = "scale"
    CHOICE = "choice"
    TEXT = "text"


class SurveyVersion(Base):
    """One state of a survey; once published it never changes, because answers point to it."""

    __tablename__ = "survey_versions"
    __table_args__ = (sa.UniqueConstraint("survey", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey: Mapped[str] = mapped_column(sa.String(64))
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(sa.String(64))
    published_on: Mapped[dt.date | None]
    questions: Mapped[list["Question"]] = relationship(order_by="Question.position")
    wordings: Mapped[list["Wording"]] = relationship()


class Question(Base):
    """One question of a version; its code stays the same from version to version."""

    __tablename__ = "survey_questions"

    version_id: Mapped[int] = mapped_column(sa.ForeignKey("survey_versions.id"), primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    position: Mapped[int]
    kind: Mapped[Kind] = mapped_column(one_of(Kind))
    max_length: Mapped[int | None]
    options: Mapped[list["Option"]] = relationship(order_by="Option.position")


class Option(Base):
    """One answer that can be chosen."""

    __tablename__ = "survey_options"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["version_id", "question_code"], ["survey_questions.version_id", "survey_questions.code"]
        ),
    )

    version_id: Mapped[int] = mapped_column(primary_key=True)
    question_code: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    position: Mapped[int]


class Wording(Base):
    """One text of a version in one language; `checked_by` is empty until a native speaker has read it."""

    __tablename__ = "survey_wordings"

    version_id: Mapped[int] = mapped_column(sa.ForeignKey("survey_versions.id"), primary_key=True)
    language: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(96), primary_key=True)
    text: Mapped[str] = mapped_column(sa.Text)
    checked_by: Mapped[str] = mapped_column(sa.String(120), default="")
