"""The `feedback` command: what it does, and one line instead of a traceback where it cannot."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from feedback.cli import main
from feedback.cli import running as cli
from feedback.settings import Settings
from feedback.store import migrations
from feedback.store.accounts import Account
from feedback.store.database import Database
from feedback.store.reports import Report

PASSWORD = "a long pass phrase"
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """A function that runs the command on a data folder of its own."""
    monkeypatch.setenv("FEEDBACK_DATA_DIR", str(tmp_path))

    def run(*arguments: str, **environment: str) -> Result:
        given = {f"FEEDBACK_{name.upper()}": value for name, value in environment.items()}
        return CliRunner().invoke(main, arguments, env=given)

    return run


@pytest.fixture
def run_installed(run: Run, database: Database, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that runs the command on an installation, once on each database."""
    url = database.url.render_as_string(hide_password=False)
    monkeypatch.setenv("FEEDBACK_DATABASE_URL", url)
    return run


def refused(result: Result, message: str) -> None:
    """The command ended with an error of one line and no traceback."""
    assert result.exit_code in {1, 2}
    assert isinstance(result.exception, SystemExit)
    assert message in result.output.splitlines()[-1]


def test_upgrade_makes_the_database_and_can_be_repeated(run: Run, tmp_path: Path) -> None:
    first, again = run("upgrade"), run("upgrade")
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "Published: " in first.output
    assert first.output == again.output
    assert migrations.is_current(Database(f"sqlite:///{tmp_path}/feedback.sqlite"))


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("colour", "red", "unknown setting FEEDBACK_COLOUR"),
        ("threshold", "ten", "whole number"),
        ("threshold", "1", "below 5"),
        ("database_url", "mysql://me:geheim@host/db", "this is mysql"),
        ("database_url", "nonsense", "no URL"),
        ("database_url", "postgresql://127.0.0.1:1/none", "The database: "),
        ("data_dir", "/dev/null/folder", "Not a directory"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told_in_one_line(
    run: Run, name: str, value: str, message: str
) -> None:
    result = run("upgrade", **{name: value})
    refused(result, message)
    assert "geheim" not in result.output


@pytest.mark.parametrize(
    "command",
    [
        ["serve"],
        ["work", "--once"],
        ["tidy"],
        ["train"],
        ["report", "2026-T3"],
        ["account", "add", "a@b.nl", "--role", "panel", "--password", PASSWORD],
    ],
    ids=lambda command: command[0],
)
def test_without_a_database_the_way_out_is_told(run: Run, tmp_path: Path, command: list[str]) -> None:
    refused(run(*command), "run `feedback upgrade` first")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["serve", "work"])
def test_an_older_database_is_not_served(run_installed: Run, database: Database, command: str) -> None:
    migrations.downgrade(database, "-1")
    refused(run_installed(command), "run `feedback upgrade` first")


def test_a_theme_that_nobody_can_read_is_not_served(run_installed: Run, tmp_path: Path) -> None:
    pale = tmp_path / "pale.toml"
    pale.write_text(Settings().theme.read_text(encoding="utf-8").replace("#0b5563", "#9fd4de"))
    refused(run_installed("serve", theme=str(pale)), "brand #9fd4de on paper #fff has a contrast of 1.6")


@pytest.mark.parametrize(
    ("given", "warned"),
    [
        ({}, ["ORGANISATION", "CONTACT_EMAIL", "SECURITY_CONTACT"]),
        ({"organisation": "Bureau", "contact_email": "a@b.nl", "security_contact": "https://b.nl/cvd"}, []),
        ({"demonstration": "1"}, []),
    ],
)
def test_serve_warns_of_what_is_not_filled_in(
    run_installed: Run,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    given: dict[str, str],
    warned: list[str],
) -> None:
    monkeypatch.setattr(cli, "_run", lambda *_given, **_more: None)
    assert run_installed("serve", **given).exit_code == 0
    assert [record.getMessage().split()[0] for record in caplog.records if record.name == cli.__name__] == [
        f"FEEDBACK_{name}" for name in warned
    ]


def test_work_once_with_the_database_away_fails(run: Run) -> None:
    refused(run("work", "--once", database_url="postgresql://127.0.0.1:1/none"), "The database: ")


def test_an_account_is_made(run_installed: Run, database: Database) -> None:
    given = ["--role", "partner", "--partner", "coa", "--password", PASSWORD]
    result = run_installed("account", "add", "Iemand@Example.org", *given)
    assert (result.exit_code, result.output) == (0, "Iemand@Example.org can sign in at /nl/staff/login\n")
    with database.session(write=False) as session:
        found = session.scalars(sa.select(Account)).unique().one()
    assert (found.email, found.partner, [role.name for role in found.roles]) == (
        "iemand@example.org",
        "coa",
        ["partner"],
    )


GOOD = {"email": "a@example.org", "--role": "panel", "--password": PASSWORD}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"email": "nobody"}, "not an e-mail address"),
        ({"--role": "king"}, "Choose roles from"),
        ({"--role": "partner"}, "needs the name of a partner"),
        ({"--partner": "coa"}, "needs the name of a partner"),
        ({"--role": "partner", "--partner": "nobody"}, "Choose a partner from"),
        ({"--password": "short"}, "too short"),
        ({"--password": "x" * 2000}, "too long"),
    ],
)
def test_an_account_that_cannot_be_is_refused(
    run_installed: Run, database: Database, wrong: dict[str, str], message: str
) -> None:
    given = GOOD | wrong
    options = [word for name, value in given.items() if name != "email" for word in (name, value)]
    refused(run_installed("account", "add", given["email"], *options), message)
    with database.session(write=False) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Account)) == 0


def test_an_e_mail_address_has_one_account(run_installed: Run) -> None:
    command = ["account", "add", "a@example.org", "--role", "panel", "--password", PASSWORD]
    assert run_installed(*command).exit_code == 0
    refused(run_installed(*command), "There is an account")


def reports(database: Database) -> int:
    with database.session(write=False) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Report)) or 0


def test_a_report_on_an_empty_database_is_compiled_and_written(
    run_installed: Run, database: Database, tmp_path: Path
) -> None:
    result = run_installed("report", "2026-T3", "--csv", str(tmp_path / "tables.csv"))
    assert result.exit_code == 0, result.output
    assert "2026-T3" in result.output
    assert (tmp_path / "tables.csv").stat().st_size > 100
    assert reports(database) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["2026-T4"], "write a period such as 2026-T3"),
        (["2026-T3", "--csv", "/no/such/folder/tables.csv"], "No such file or directory"),
    ],
)
def test_a_report_that_cannot_be_told_is_not_compiled(
    run_installed: Run, database: Database, arguments: list[str], message: str
) -> None:
    refused(run_installed("report", *arguments), message)
    assert reports(database) == 0


def test_tidy_says_what_it_did(run_installed: Run) -> None:
    assert run_installed("tidy").output == "Deleted 0 drafts and 0 old answers, cleared 0 keys.\n"


def test_a_command_within_a_group_is_told_in_one_line_too() -> None:
    @main.group()
    def inner() -> None: ...

    @inner.command()
    def fail() -> None:
        raise OSError("no room on the disk")

    try:
        refused(CliRunner().invoke(main, ["inner", "fail"]), "Error: no room on the disk")
    finally:
        del main.commands["inner"]
    assert isinstance(main, click.Group)
