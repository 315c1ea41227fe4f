"""What the panel decided becomes what the next model learns from."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from analysis.themes.classifier import Classifier
from analysis.themes.training import TrainingText
from feedback.store.database import Database
from feedback.store.responses import Suspicion
from feedback.store.verbatims import Occasion
from feedback.theming.learning import retrain, training_texts
from feedback.theming.themer import Themer
from tests.feedback.theming.made import classifier, decide, write


def test_decisions_become_training_texts_once_with_the_last_theme(database: Database) -> None:
    with database.session(write=True) as session:
        decided, blank, undecided = (write(session, text) for text in ("Mag ik later?", " ", "Waar?"))
        decide(session, decided, "course", hour=1)
        decide(session, decided, "deadline-extension", hour=2)
        decide(session, blank, "other")
        found = training_texts(session)
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
        assert len(training_texts(session)) == 1
        suspect.suspicion = why
        assert training_texts(session) == []


def test_nothing_is_learnt_from_a_text_of_the_audit(database: Database) -> None:
    with database.session(write=True) as session:
        audited = write(session, "Mag ik later?")
        decide(session, audited, "course")
        assert len(training_texts(session)) == 1
        decide(session, audited, "course", occasion=Occasion.AUDIT)
        assert training_texts(session) == []


def test_a_retrained_model_is_the_one_that_the_next_process_loads(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load_or_train(folder: Path, extra: Sequence[TrainingText], *_more: object) -> Classifier:
        return classifier(f"e5-{len(extra)}-{'-'.join(text.text for text in extra)}")

    monkeypatch.setattr("analysis.themes.artefact.load_or_train", load_or_train)
    with database.session(write=True) as session:
        decide(session, write(session, "Wanneer\u2028mag\nik? ሕጊ"), "course")
        session.commit()
        trained = retrain(session, tmp_path / "model")
        assert not session.in_transaction()
    again = Themer(tmp_path / "model").classifier()
    assert again is not None
    assert again.version == trained.version == "e5-1-Wanneer\u2028mag\nik? ሕጊ"
