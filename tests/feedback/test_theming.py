"""Themes beside texts: stored once a version, by whoever comes first, and never in the way of a text."""

import datetime as dt
import json
import logging
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from analysis.themes.classifier import Classifier
from analysis.themes.training import TrainingText
from analysis.vocabulary import THEME_CODES, Asker, Channel, Law
from feedback import theming
from feedback.store.accounts import Account
from feedback.store.database import Database
from feedback.store.responses import Suspicion
from feedback.store.verbatims import Decision, Prediction, Purpose, Verbatim
from feedback.theming import Themer

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


class Reader:
    """An encoder and scorer of texts that say their own theme and confidence: "exemption 0.9"."""

    threshold_ = 0.4
    classes_ = np.array(THEME_CODES)

    def transform(self, texts: Sequence[str]) -> Any:
        return texts

    def predict_proba(self, features: Any, languages: Sequence[str]) -> NDArray[np.float64]:
        rows = np.zeros((len(features), len(THEME_CODES)))
        for row, text in zip(rows, features, strict=True):
            theme, confidence = text.split()
            row += (1 - float(confidence)) / (len(THEME_CODES) - 1)
            row[THEME_CODES.index(theme)] = float(confidence)
        return rows


def classifier(version: str = "e5-new") -> Classifier:
    return Classifier(Reader(), Reader(), version)


def loaded(folder: Path) -> Themer:
    return Themer(folder, lambda _folder: classifier())


def write(session: Session, text: str, received_on: dt.date = dt.date(2026, 11, 23)) -> Verbatim:
    verbatim = Verbatim(
        id=uuid.uuid4(), purpose=Purpose.QUESTION, asker=Asker.ASYLUM, law=Law.WI2021, channel=Channel.FORM,
        language="nl", text=text, masked=[], flags=[], received_on=received_on,
    )  # fmt: skip
    session.add(verbatim)
    session.flush()
    return verbatim


def decide(session: Session, verbatim: Verbatim, theme: str, hour: int = 0) -> None:
    account = session.scalar(sa.select(Account))
    if account is None:
        account = Account(email="p@example.org", password="", fs_uniquifier="p")
        session.add(account)
        session.flush()
    moment = NOON + dt.timedelta(hours=hour)
    session.add(Decision(verbatim_id=verbatim.id, account_id=account.id, theme=theme, decided_at=moment))
    session.flush()


def themes(session: Session, version: str | None = "e5-new") -> dict[uuid.UUID, str]:
    return {row.verbatim_id: row.theme for row in session.execute(theming.themes_of(version))}


def predictions(database: Database) -> list[Prediction]:
    with database.session(write=False) as session:
        return list(session.scalars(sa.select(Prediction).order_by(Prediction.model_version)))


def together(number: int, action: Callable[[], object]) -> None:
    threads = [threading.Thread(target=action) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_prediction_is_stored_with_its_version_confidence_and_alternatives(database: Database) -> None:
    with database.session(write=True) as session:
        theming.theme_verbatims(session, classifier(), [write(session, "exemption 0.9")])
        session.commit()
    (found,) = predictions(database)
    assert (found.model_version, found.theme, found.abstained) == ("e5-new", "exemption", False)
    assert found.confidence == pytest.approx(0.9)
    assert [len(other) for other in found.alternatives] == [2, 2, 2]
    assert "exemption" not in [theme for theme, _probability in found.alternatives]


def test_a_second_call_with_the_same_version_changes_nothing(database: Database) -> None:
    with database.session(write=True) as session:
        verbatim = write(session, "exemption 0.9")
        theming.theme_verbatims(session, classifier(), [verbatim])
        verbatim.text = "course 0.8"
        theming.theme_verbatims(session, classifier(), [verbatim])
        session.commit()
    assert [found.theme for found in predictions(database)] == ["exemption"]


def test_two_workers_at_the_same_texts_are_no_error(database: Database, tmp_path: Path) -> None:
    with database.session(write=True) as session:
        for _ in range(30):
            write(session, "exemption 0.9")
        session.commit()
    themer, done = loaded(tmp_path), []
    together(4, lambda: done.append(theming.work(database, themer, 30)))
    assert len(done) == 4
    assert len(predictions(database)) == 30


def test_a_text_that_is_deleted_meanwhile_is_no_error(database: Database) -> None:
    with database.session(write=True) as session:
        gone, kept = write(session, "exemption 0.9"), write(session, "course 0.9")
        session.commit()
        session.delete(gone)
        session.commit()
        theming.theme_verbatims(session, classifier(), [gone, kept])
        session.commit()
    assert [found.verbatim_id for found in predictions(database)] == [kept.id]


def test_texts_wait_until_this_version_has_seen_them_the_newest_first(database: Database) -> None:
    with database.session(write=True) as session:
        old, middle, new = (write(session, "course 0.9", dt.date(2026, 11, day)) for day in (1, 2, 3))
        theming.theme_verbatims(session, classifier("e5-new"), [middle])
        theming.theme_verbatims(session, classifier("e5-old"), [old])
        assert list(theming.waiting(session, "e5-new", 10)) == [new, old]
        assert list(theming.waiting(session, "e5-new", 1)) == [new]
        assert list(theming.waiting(session, "e5-old", 10)) == [new, middle]


def test_the_worker_goes_round_until_nothing_waits(database: Database, tmp_path: Path) -> None:
    with database.session(write=True) as session:
        for _ in range(5):
            write(session, "exemption 0.9")
        session.commit()
    themer = loaded(tmp_path)
    assert [theming.work(database, themer, 3) for _ in range(3)] == [3, 2, 0]
    assert len(predictions(database)) == 5


def test_the_theme_is_the_last_decision_else_the_prediction_else_undecided(database: Database) -> None:
    with database.session(write=True) as session:
        decided, sure, unsure, unseen = (
            write(session, text) for text in ("course 0.9", "course 0.8", "course 0.2", "course 0.9")
        )
        theming.theme_verbatims(session, classifier(), [decided, sure, unsure])
        decide(session, decided, "exemption", hour=2)
        decide(session, decided, "other", hour=1)
        assert themes(session) == {
            decided.id: "exemption", sure.id: "course", unsure.id: "undecided", unseen.id: "undecided",
        }  # fmt: skip


@pytest.mark.parametrize(
    ("version", "theme"), [("e5-b", "undecided"), ("e5-a", "course"), ("e5-c", "course"), (None, "course")]
)
def test_the_prediction_is_that_of_the_version_given_else_of_another(
    database: Database, version: str | None, theme: str
) -> None:
    with database.session(write=True) as session:
        verbatim = write(session, "course 0.9")
        theming.theme_verbatims(session, classifier("e5-a"), [verbatim])
        verbatim.text = "course 0.2"
        theming.theme_verbatims(session, classifier("e5-b"), [verbatim])
        assert themes(session, version) == {verbatim.id: theme}


def test_themes_can_be_counted_over_some_of_the_texts(database: Database) -> None:
    with database.session(write=True) as session:
        for day, text in [(1, "course 0.9"), (2, "course 0.9"), (2, "exemption 0.9"), (2, "course 0.2")]:
            theming.theme_verbatims(session, classifier(), [write(session, text, dt.date(2026, 11, day))])
        chosen = theming.themes_of("e5-new").where(Verbatim.received_on >= dt.date(2026, 11, 2)).subquery()
        counts = session.execute(sa.select(chosen.c.theme, sa.func.count()).group_by(chosen.c.theme))
        assert dict(counts.all()) == {"course": 1, "exemption": 1, "undecided": 1}


def test_decisions_become_training_texts_once_with_the_last_theme(database: Database) -> None:
    with database.session(write=True) as session:
        decided, blank, undecided = (write(session, text) for text in ("Mag ik later?", " ", "Waar?"))
        decide(session, decided, "course", hour=1)
        decide(session, decided, "deadline-extension", hour=2)
        decide(session, blank, "other")
        found = theming.training_texts(session)
    key = str(decided.id)
    assert found == [
        TrainingText(id=key, lang="nl", theme="deadline-extension", group=key, text="Mag ik later?")
    ]
    assert undecided.text not in {text.text for text in found}


@pytest.mark.parametrize("why", Suspicion)
def test_nothing_is_learnt_from_a_suspect_text(database: Database, why: Suspicion) -> None:
    with database.session(write=True) as session:
        suspect = write(session, "Koop nu")
        decide(session, suspect, "course")
        assert len(theming.training_texts(session)) == 1
        suspect.suspicion = why
        assert theming.training_texts(session) == []


def test_a_retrained_model_is_the_one_that_the_next_process_loads(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load_or_train(folder: Path, extra: Sequence[TrainingText], _progress: object) -> Classifier:
        return classifier(f"e5-{len(extra)}-{'-'.join(text.text for text in extra)}")

    monkeypatch.setattr("analysis.themes.artefact.load_or_train", load_or_train)
    with database.session(write=True) as session:
        decide(session, write(session, "Wanneer\u2028mag\nik? ሕጊ"), "course")
        session.commit()
        trained = theming.retrain(session, tmp_path / "model")
        assert not session.in_transaction()
    again = Themer(tmp_path / "model").classifier()
    assert again is not None
    assert again.version == trained.version == "e5-1-Wanneer\u2028mag\nik? ሕጊ"


def test_a_model_that_cannot_be_loaded_is_logged_once_and_texts_wait(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_folder: Path) -> Classifier:
        raise OSError("no room on the disk")

    themer = Themer(tmp_path, fail)
    with database.session(write=True) as session:
        verbatim = write(session, "exemption 0.9")
        session.commit()
        themer.try_now(session, verbatim)
        themer.try_now(session, verbatim)
    assert theming.work(database, themer) == 0
    assert predictions(database) == []
    assert len(caplog.records) == 1


def test_a_text_gets_its_theme_at_once_where_that_is_possible(database: Database, tmp_path: Path) -> None:
    with database.session(write=True) as session:
        verbatim = write(session, "exemption 0.9")
        session.commit()
        loaded(tmp_path).try_now(session, verbatim)
    assert [found.theme for found in predictions(database)] == ["exemption"]


def test_a_classifier_that_stumbles_over_a_text_is_no_error_for_who_sent_it(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with database.session(write=True) as session:
        verbatim = write(session, "exemption no-number")
        session.commit()
        with caplog.at_level(logging.CRITICAL):
            loaded(tmp_path).try_now(session, verbatim)
        assert session.get(Verbatim, verbatim.id) is not None


def test_a_person_does_not_wait_for_a_model_that_is_being_trained(tmp_path: Path) -> None:
    ready = threading.Event()

    def train(_folder: Path) -> Classifier:
        ready.wait(10)
        return classifier()

    themer = Themer(tmp_path, train)
    assert themer.classifier(patience=0.01) is None
    ready.set()
    assert themer.classifier() is not None


def test_many_threads_load_one_classifier(tmp_path: Path) -> None:
    loads: list[Path] = []

    def load(folder: Path) -> Classifier:
        loads.append(folder)
        return classifier()

    together(8, Themer(tmp_path, load).classifier)
    assert loads == [tmp_path]


def test_the_version_is_known_before_anything_is_loaded(tmp_path: Path) -> None:
    themer = loaded(tmp_path)
    assert themer.version is None
    (tmp_path / "head.json").write_text(json.dumps({"version": "e5-kept"}))
    assert themer.version == "e5-kept"
    themer.classifier()
    assert themer.version == "e5-new"


def test_importing_it_does_not_import_numpy_or_scikit_learn() -> None:
    code = "import sys, feedback.theming; print({'numpy', 'sklearn'} & set(sys.modules))"
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert output.stdout.strip() == "set()"
