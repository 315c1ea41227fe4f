"""The migrations make what the models say, go down and up again, and keep published surveys as they are."""

import pytest
import sqlalchemy as sa
from alembic import command

from feedback.store import migrations
from feedback.store.database import Database
from feedback.store.surveys import Question, SurveyVersion, Wording


def test_the_head_equals_the_models(database: Database) -> None:
    command.check(migrations.configuration(database))


def test_a_migrated_database_is_current_and_an_older_one_is_not(database: Database) -> None:
    assert migrations.is_current(database)
    migrations.downgrade(database, "-1")
    assert not migrations.is_current(database)


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
    "the number": sa.update(SurveyVersion).values(number=7),
    "the date": sa.update(SurveyVersion).values(published_on=None),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_a_published_version(database: Database, change: str) -> None:
    with database.session(write=True) as session, pytest.raises(sa.exc.DBAPIError, match="never changes"):
        session.execute(CHANGES[change])


def test_a_native_speaker_can_be_named_after_publication(database: Database) -> None:
    with database.session(write=True) as session:
        session.execute(sa.update(Wording).where(Wording.language == "tr").values(checked_by="a reader"))
        session.commit()
        checked = session.scalars(
            sa.select(Wording.language).where(Wording.checked_by != "").distinct()
        ).all()
    assert checked == ["tr"]
