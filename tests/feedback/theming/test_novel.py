"""What is new comes from texts that have a vector and no decision, and is shown with its typical texts."""

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy.orm import Session

from analysis.themes import vectors as kept
from analysis.themes.encoder import SentenceEncoder
from analysis.themes.training import TrainingText
from analysis.themes.weights import Floats
from feedback.store.database import Database
from feedback.store.responses import Suspicion
from feedback.store.themes import Vector
from feedback.theming.novel import groups
from tests.feedback.theming.made import decide, write

TODAY = dt.date(2026, 11, 23)
CHANCE = np.random.default_rng(0)
KNOWN = [TrainingText(f"nl-{n}", "nl", "course", f"nl-{n}", f"known {n}") for n in range(60)]
DIRECTIONS = CHANCE.normal(size=(6, 384)).astype(np.float32)


def near(direction: Floats) -> Floats:
    return (direction + 0.3 * CHANCE.normal(size=384)).astype(np.float32)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model's folder that holds the vectors of known texts on five topics."""

    class Same(SentenceEncoder):
        def transform(self, texts: object) -> Floats:
            return np.array([near(DIRECTIONS[n % 5]) for n in range(60)])

    monkeypatch.setattr(kept, "CHUNK", 60)
    kept.cached_vectors([text.text for text in KNOWN], Same(), tmp_path, lambda _message: None)
    monkeypatch.setattr("analysis.themes.training.load", lambda: KNOWN)
    return tmp_path


def store(session: Session, direction: Floats, **more: Any) -> None:
    text = write(session, "course 0.5", **more)
    session.add(
        Vector(
            verbatim_id=text.id,
            encoder=SentenceEncoder.file_hash,
            numbers=near(direction).astype("<f2").tobytes(),
        )
    )
    session.flush()


def test_texts_on_a_topic_that_nobody_knows_form_a_group(database: Database, folder: Path) -> None:
    with database.session(write=True) as session:
        for n in range(20):
            store(session, DIRECTIONS[n % 5])
        for _ in range(8):
            store(session, DIRECTIONS[5])
        (found,) = groups(session, folder, TODAY)
    assert (found.size, list(found.languages)) == (8, [("nl", 8)])
    assert len(found.texts) == 5


def test_texts_that_count_for_nothing_or_were_decided_about_are_not_new(
    database: Database, folder: Path
) -> None:
    with database.session(write=True) as session:
        for _ in range(8):
            store(session, DIRECTIONS[5], suspicion=Suspicion.TRAP)
            store(session, DIRECTIONS[5], received_on=TODAY - dt.timedelta(days=400))
        assert groups(session, folder, TODAY) == []
        for _ in range(8):
            text = write(session, "course 0.5")
            session.add(
                Vector(
                    verbatim_id=text.id,
                    encoder=SentenceEncoder.file_hash,
                    numbers=near(DIRECTIONS[5]).astype("<f2").tobytes(),
                )
            )
            decide(session, text, "course")
        assert groups(session, folder, TODAY) == []


def test_without_vectors_nothing_is_new(database: Database, tmp_path: Path) -> None:
    with database.session(write=True) as session:
        store(session, DIRECTIONS[0])
        assert groups(session, tmp_path, TODAY) == []


def test_copies_of_one_text_are_one(database: Database, folder: Path) -> None:
    same = near(DIRECTIONS[5]).astype("<f2").tobytes()
    with database.session(write=True) as session:
        for _ in range(8):
            text = write(session, "course 0.5")
            session.add(Vector(verbatim_id=text.id, encoder=SentenceEncoder.file_hash, numbers=same))
        session.flush()
        assert groups(session, folder, TODAY) == []
