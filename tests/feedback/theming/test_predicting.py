"""Predictions: stored once a version, by whoever comes first, and never in the way of a text."""

import datetime as dt
import logging
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from feedback.store.database import Database
from feedback.store.themes import Vector
from feedback.store.verbatims import Decision, Prediction, Verbatim
from feedback.theming import themer as themers
from feedback.theming.predicting import predict_now, work
from feedback.theming.themer import Themer
from tests.feedback.theming.made import Reader, classifier, decide, loaded, predict, together, write


def predictions(database: Database) -> list[Prediction]:
    with database.session(write=False) as session:
        return list(session.scalars(sa.select(Prediction).order_by(Prediction.model_version)))


def store(database: Database, *texts: str) -> list[Verbatim]:
    with database.session(write=True) as session:
        stored = [write(session, text) for text in texts]
        session.commit()
    return stored


def test_a_prediction_is_stored_with_its_version_confidence_and_alternatives(database: Database) -> None:
    with database.session(write=True) as session:
        predict(session, classifier(), write(session, "exemption 0.9"))
        session.commit()
    (found,) = predictions(database)
    assert (found.model_version, found.theme, found.abstained) == ("e5-new", "exemption", False)
    assert found.confidence == pytest.approx(0.9, abs=0.001)
    assert [len(other) for other in found.alternatives] == [2, 2, 2]
    assert "exemption" not in [theme for theme, _probability in found.alternatives]


def test_a_second_call_with_the_same_version_changes_nothing(database: Database) -> None:
    with database.session(write=True) as session:
        verbatim = write(session, "exemption 0.9")
        predict(session, classifier(), verbatim)
        verbatim.text = "course 0.8"
        predict(session, classifier(), verbatim)
        session.commit()
    assert [found.theme for found in predictions(database)] == ["exemption"]


def test_two_workers_at_the_same_texts_are_no_error(database: Database, tmp_path: Path) -> None:
    store(database, *["exemption 0.9"] * 30)
    themer, done = loaded(tmp_path), []
    together(4, lambda: done.append(work(database, themer, 30)))
    assert len(done) == 4
    assert len(predictions(database)) == 30


def test_workers_on_postgresql_share_the_texts_out(postgresql_database: Database, tmp_path: Path) -> None:
    store(postgresql_database, *["exemption 0.9"] * 30)
    both_hold_some = threading.Barrier(2, timeout=10)

    class Slow(Reader):
        def joined(self, texts: object, vectors: object) -> object:
            both_hold_some.wait()
            return vectors

    slow = Slow()
    themer = loaded(tmp_path, classifier(reader=slow))
    together(2, lambda: work(postgresql_database, themer, 15))
    assert len(predictions(postgresql_database)) == 30
    assert len(slow.encoded) == 30


def test_a_text_that_is_deleted_meanwhile_is_no_error(database: Database) -> None:
    with database.session(write=True) as session:
        gone, kept = write(session, "exemption 0.9"), write(session, "course 0.9")
        session.commit()
        session.delete(gone)
        session.commit()
        predict(session, classifier(), gone, kept)
        session.commit()
    assert [found.verbatim_id for found in predictions(database)] == [kept.id]


def test_the_worker_goes_round_until_nothing_waits_the_newest_first(
    database: Database, tmp_path: Path
) -> None:
    with database.session(write=True) as session:
        for day, theme in enumerate(["course", "exemption", "other"], start=1):
            write(session, f"{theme} 0.9", dt.date(2026, 11, day))
        session.commit()
    themer = loaded(tmp_path)
    assert work(database, themer, 2) == 2
    assert {found.theme for found in predictions(database)} == {"exemption", "other"}
    assert [work(database, themer, 2) for _ in range(2)] == [1, 0]


def test_a_later_model_judges_from_the_kept_vectors_and_encodes_nothing(
    database: Database, tmp_path: Path
) -> None:
    store(database, "exemption 0.9", "course 0.3")
    first, second = Reader(), Reader()
    assert work(database, loaded(tmp_path, classifier("e5-a", first))) == 2
    assert work(database, loaded(tmp_path, classifier("e5-b", second))) == 2
    assert (len(first.encoded), len(second.encoded)) == (2, 0)
    found = predictions(database)
    assert [one.model_version for one in found] == ["e5-a", "e5-a", "e5-b", "e5-b"]
    old, new = (
        {one.verbatim_id: (one.theme, one.confidence) for one in half} for half in (found[:2], found[2:])
    )
    assert old == new


def test_a_vector_of_another_encoder_is_of_no_use(database: Database, tmp_path: Path) -> None:
    store(database, "exemption 0.9")
    other = Reader()
    other.vector_hash = "another"
    work(database, loaded(tmp_path, classifier("e5-a")))
    work(database, loaded(tmp_path, classifier("e5-b", other)))
    assert other.encoded == ["exemption 0.9"]


def test_re_scoring_goes_on_where_it_stopped_and_leaves_decisions(database: Database, tmp_path: Path) -> None:
    with database.session(write=True) as session:
        decide(session, write(session, "exemption 0.9"), "course")
        session.commit()
    store(database, *["exemption 0.9"] * 4)
    while work(database, loaded(tmp_path, classifier("e5-a"))):
        pass
    assert work(database, loaded(tmp_path, classifier("e5-b")), kept=2) == 2
    again = loaded(tmp_path, classifier("e5-b"))
    assert [work(database, again, kept=2) for _ in range(3)] == [2, 1, 0]
    with database.session(write=False) as session:
        assert session.scalars(sa.select(Decision.theme)).all() == ["course"]


def test_the_vector_goes_with_its_text(database: Database, tmp_path: Path) -> None:
    (stored,) = store(database, "exemption 0.9")
    work(database, loaded(tmp_path))
    with database.session(write=True) as session:
        assert session.scalar(sa.select(sa.func.count(Vector.verbatim_id))) == 1
        session.delete(session.get(Verbatim, stored.id))
        session.commit()
        assert session.scalar(sa.select(sa.func.count(Vector.verbatim_id))) == 0


def test_a_model_that_cannot_be_loaded_is_logged_once_and_texts_wait(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_given: object) -> None:
        raise OSError("no room on the disk")

    themer = Themer(tmp_path, fail)  # type: ignore[arg-type]
    with database.session(write=True) as session:
        verbatim = write(session, "exemption 0.9")
        session.commit()
        predict_now(session, themer, verbatim)
        predict_now(session, themer, verbatim)
    assert work(database, themer) == 0
    assert predictions(database) == []
    assert len(caplog.records) == 1


def test_a_text_gets_its_theme_at_once_where_that_is_possible(database: Database, tmp_path: Path) -> None:
    with database.session(write=True) as session:
        verbatim = write(session, "exemption 0.9")
        session.commit()
        predict_now(session, loaded(tmp_path), verbatim)
    assert [found.theme for found in predictions(database)] == ["exemption"]


def test_a_classifier_that_stumbles_over_a_text_is_no_error_for_who_sent_it(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with database.session(write=True) as session:
        verbatim = write(session, "exemption no-number")
        session.commit()
        with caplog.at_level(logging.CRITICAL):
            predict_now(session, loaded(tmp_path), verbatim)
        assert session.get(Verbatim, verbatim.id) is not None


def test_a_person_does_not_wait_for_a_slow_classifier(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    enough = threading.Event()

    class Slow(Reader):
        def joined(self, texts: object, vectors: object) -> object:
            enough.wait(20)
            return vectors

    themer = loaded(tmp_path, classifier(reader=Slow()))
    themer.classifier()
    monkeypatch.setattr(themers, "PATIENCE", 0.05)
    with database.session(write=True) as session, caplog.at_level(logging.CRITICAL):
        verbatim = write(session, "exemption 0.9")
        session.commit()
        begun = time.monotonic()
        predict_now(session, themer, verbatim)
        assert time.monotonic() - begun < 10
    enough.set()
    assert predictions(database) == []
    assert work(database, themer) == 1
