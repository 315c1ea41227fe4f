"""The migrations make what the models say, go down and up again, and keep published surveys as they are."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command

from feedback.store import migrations
from feedback.store.database import Database
from feedback.store.surveys import Option, Question, SurveyVersion, Wording


def test_the_head_equals_the_models(database: Database) -> None:
    command.check(migrations.configuration(database))


def test_a_migrated_database_is_current_and_an_older_one_is_not(database: Database) -> None:
    assert migrations.is_current(database)
    migrations.downgrade(database, "-1")
    assert not migrations.is_current(database)


def test_a_database_that_is_not_there_is_not_current_and_is_made_by_an_upgrade(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/new/a.sqlite")
    assert not migrations.is_current(database)
    migrations.upgrade(database)
    assert migrations.is_current(database)
    database.dispose()


def schema(database: Database) -> dict[str, object]:
    found = sa.inspect(database.engine)
    return {
        table: (
            sorted((row["name"], str(row["type"]), row["nullable"]) for row in found.get_columns(table)),
            sorted(str(key["constrained_columns"]) for key in found.get_foreign_keys(table)),
            sorted(str(check["name"]) for check in found.get_check_constraints(table)),
        )
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def test_down_and_up_again_with_data_in_it_gives_the_same_schema(database: Database) -> None:
    before = schema(database)
    with database.session(write=False) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Wording))
    migrations.downgrade(database, "base")
    assert schema(database) == {}
    migrations.upgrade(database)
    assert schema(database) == before


CHANGES = {
    "a question's code": sa.update(Question).values(code="other"),
    "a new question": sa.insert(Question).values(version_id=1, code="new", position=99, kind="text"),
    "a question gone": sa.delete(Question),
    "a wording": sa.update(Wording).values(text="something else"),
    "a wording's version": sa.update(Wording).values(version_id=2),
    "a wording's language": sa.update(Wording).where(Wording.language == "tr").values(language="xx"),
    "a wording's key": sa.update(Wording).where(Wording.language == "tr").values(key=Wording.key + "x"),
    "a new text": sa.insert(Wording).values(version_id=1, language="nl", key="new", text="", checked_by=""),
    "a wording gone": sa.delete(Wording),
    "an option": sa.update(Option).values(position=7),
    "a new option": sa.insert(Option).values(
        version_id=1, question_code="satisfaction", code="new", position=99
    ),
    "the number": sa.update(SurveyVersion).values(number=7),
    "the date": sa.update(SurveyVersion).values(published_on=None),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_a_published_version(database: Database, change: str) -> None:
    with database.session(write=True) as session, pytest.raises(sa.exc.DBAPIError, match="never changes"):
        session.execute(CHANGES[change])


@pytest.fixture
def unpublished(database: Database) -> Database:
    """A second version that may still change, with one of everything."""
    of_it: dict[str, Any] = {"version_id": 2}
    with database.session(write=True) as session:
        session.add(SurveyVersion(id=2, survey="concept", number=1, digest=""))
        session.flush()
        session.add(Question(**of_it, code="q", position=1, kind="choice"))
        session.add(Wording(**of_it, language="xx", key="title", text=""))
        session.flush()
        session.add(Option(**of_it, question_code="q", code="o", position=1))
        session.commit()
    return database


@pytest.mark.parametrize("kind", [Question, Option, Wording])
def test_nothing_is_moved_into_a_published_version(unpublished: Database, kind: type[Wording]) -> None:
    with unpublished.session(write=True) as session, pytest.raises(sa.exc.DBAPIError, match="never changes"):
        session.execute(sa.update(kind).where(kind.version_id == 2).values(version_id=1))


def test_an_unpublished_version_may_change(unpublished: Database) -> None:
    with unpublished.session(write=True) as session:
        session.execute(sa.update(Wording).where(Wording.version_id == 2).values(key="k", text="t"))
        session.execute(sa.update(Option).where(Option.version_id == 2).values(code="p"))
        for kind in (Option, Wording, Question):
            session.execute(sa.delete(kind).where(kind.version_id == 2))
        session.execute(sa.delete(SurveyVersion).where(SurveyVersion.id == 2))
        session.commit()


def test_a_published_version_can_be_told_in_one_more_language(database: Database) -> None:
    with database.session(write=True) as session:
        keys = session.scalars(
            sa.select(Wording.key).where(Wording.version_id == 1, Wording.language == "nl")
        ).all()
        session.add_all(Wording(version_id=1, language="xx", key=key, text="") for key in keys)
        session.commit()
        added = session.scalar(sa.select(sa.func.count()).where(Wording.language == "xx"))
    assert added == len(keys) > 1


def test_a_native_speaker_can_be_named_after_publication(database: Database) -> None:
    with database.session(write=True) as session:
        session.execute(sa.update(Wording).where(Wording.language == "tr").values(checked_by="a reader"))
        session.commit()
        checked = session.scalars(
            sa.select(Wording.language).where(Wording.checked_by != "").distinct()
        ).all()
    assert checked == ["tr"]


OLD_ROWS = (
    "INSERT INTO accounts (id, email, password, active, fs_uniquifier, demonstration) "
    "VALUES (1, 'a@example.org', '', {true}, 'a', {false})",
    "INSERT INTO verbatims (id, purpose, asker, law, channel, language, text, masked, flags, received_on, "
    "demonstration) VALUES ({id}, 'question', 'asylum', 'wi2021', 'form', 'nl', '?', '[]', '[]', "
    "'2026-11-01', {false})",
    "INSERT INTO predictions (verbatim_id, model_version, theme, confidence, alternatives, abstained) "
    "VALUES ({id}, 'e5', 'course', 0.5, '[]', {false})",
    "INSERT INTO decisions (id, verbatim_id, account_id, theme, decided_at) "
    "VALUES ({id}, {id}, 1, 'exemption', '2026-11-01 12:00:00')",
)


def test_texts_with_their_themes_come_through_the_migration_that_makes_themes_rows(
    database: Database,
) -> None:
    migrations.downgrade(database, "0008")
    words = {"id": "'7b0e5f0c6b7d4c1e9f3a2d4c5b6a7988'", "true": "1", "false": "0"}
    if not database.is_sqlite:
        words |= {"id": words["id"] + "::uuid", "true": "true", "false": "false"}
    with database.session(write=True) as session:
        for row in OLD_ROWS:
            session.execute(sa.text(row.format(**words)))
        session.commit()
    migrations.upgrade(database)
    with database.session(write=True) as session:
        told = session.execute(
            sa.text(
                "SELECT predictions.theme, decisions.theme, decisions.occasion, lot > 0 FROM verbatims "
                "JOIN predictions ON predictions.verbatim_id = verbatims.id "
                "JOIN decisions ON decisions.verbatim_id = verbatims.id"
            )
        ).all()
        assert [tuple(row) for row in told] == [("course", "exemption", "queue", True)]
        with pytest.raises(sa.exc.IntegrityError):
            session.execute(sa.text("UPDATE predictions SET theme = 'weather'"))
    migrations.downgrade(database, "0008")
    with database.session(write=True) as session, pytest.raises(sa.exc.IntegrityError):
        session.execute(sa.text("UPDATE predictions SET theme = 'weather'"))
