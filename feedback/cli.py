"""The `feedback` command: run, fill, compile and look after an installation."""

import datetime as dt
import logging
import os
import shutil
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import click
from sqlalchemy.exc import SQLAlchemyError

from analysis.periods import Tertial
from feedback.settings import Settings
from feedback.store.database import Database, UnsafeSqliteError

log = logging.getLogger(__name__)


class Commands(click.Group):
    """Commands that tell in one line what is wrong with an installation or with what was typed."""

    def invoke(self, ctx: click.Context) -> Any:
        """What the command gives; ClickException for what its user can mend."""
        try:
            return super().invoke(ctx)
        except SQLAlchemyError as error:
            cause = str(getattr(error, "orig", None) or error)
            raise click.ClickException(f"The database: {cause.splitlines()[0]}") from error
        except (OSError, ValueError, UnsafeSqliteError) as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Feedback of newcomers: survey, questions, panel and the four-monthly report."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    for chatty in ("alembic", "fontTools"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _settings() -> Settings:
    try:
        return Settings.from_environment()
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _opened(settings: Settings) -> Database:
    """The database, closed at the end of the command."""
    database = Database(settings.database)
    click.get_current_context().call_on_close(database.dispose)
    return database


def _database(settings: Settings) -> Database:
    """The database, refused when it is not the one that this version of the service expects."""
    from feedback.store.migrations import is_current

    database = _opened(settings)
    if not is_current(database):
        raise click.ClickException("The database is not up to date: run `feedback upgrade` first.")
    return database


@main.command()
def upgrade() -> None:
    """Make or update the database and publish the surveys that come with the service."""
    from feedback.app import dutch_today
    from feedback.installation import install

    settings = _settings()
    published = install(_opened(settings), dutch_today(), settings.surveys_dir)
    click.echo("Database is up to date. Published: " + ", ".join(published))


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Processes that answer.")
@click.option("--threads", default=4, show_default=True, help="Requests a process answers at once.")
@click.option("--theming/--no-theming", default=True, help="Run `feedback work` beside it.")
def serve(host: str, port: int, workers: int, threads: int, theming: bool) -> None:
    """Serve the pages. Put a proxy with TLS in front of it (see the README)."""
    from feedback.web.theme import read_theme

    settings = _settings()
    read_theme(settings.theme)
    _database(settings).dispose()  # refuses here, in one sentence, what every process would
    for name in settings.not_filled_in:
        log.warning("FEEDBACK_%s is not filled in: a service for the public must tell it", name.upper())
    _run(host, port, workers, threads, theming=theming)


def _run(host: str, port: int, workers: int, threads: int, *, theming: bool) -> None:
    """Serve until a signal comes, with the worker beside it."""
    from feedback.serving import serve_pages, worker_beside

    with worker_beside(os.environ) if theming else nullcontext():
        serve_pages(host, port, workers, threads)


@main.command()
@click.option("--once", is_flag=True, help="End when no text waits.")
def work(once: bool) -> None:
    """Give texts that wait their themes, and tidy up once a day."""
    from feedback.app import create_app, dutch_today
    from feedback.serving import look_after

    settings = _settings()
    look_after(create_app(settings, database=_database(settings)), clock=dutch_today, once=once)


@main.command()
@click.option("--once", is_flag=True, help="Fill and end, without serving.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def demo(once: bool, host: str, port: int) -> None:
    """Fill a fresh installation with demonstration data, through the same doors as real users."""
    from feedback.demonstration.filling import fill

    settings = _settings()
    settings = replace(settings, data_dir=settings.data_dir / "demo", demonstration=True)
    shutil.rmtree(settings.data_dir, ignore_errors=True)
    summary = fill(settings, click.echo)
    click.echo(summary.as_text(f"http://{host}:{port}"))
    if not once:
        click.echo("Press Ctrl+C to stop.")
        os.environ |= {"FEEDBACK_DATA_DIR": str(settings.data_dir), "FEEDBACK_DEMONSTRATION": "1"}
        _run(host, port, workers=2, threads=4, theming=True)


def _tertial(_context: click.Context, _option: click.Parameter, value: str) -> Tertial:
    try:
        return Tertial.parse(value)
    except ValueError:
        raise click.BadParameter("write a period such as 2026-T3") from None


@main.command()
@click.argument("period", callback=_tertial)
@click.option("--csv", "csv_file", type=click.File("wb", lazy=False), help="Also write the tables here.")
def report(period: Tertial, csv_file: BinaryIO | None) -> None:
    """Compile the vraagbaak report of a tertial, freeze it and print it."""
    from feedback.app import dutch_today
    from feedback.exporting import write_csv
    from feedback.theming import Themer
    from feedback.theming.audit import Plan
    from feedback.vraagbaak import figures, renderings, reports

    settings = _settings()
    database = _database(settings)
    with database.snapshot() as reading:
        made = reports.compute(
            reading,
            Plan.of(settings, period),
            today=dutch_today(),
            threshold=settings.threshold,
            model_version=Themer(settings.data_dir / "model").version,
        )
    with database.session(write=True) as session:
        compiled = reports.keep(session, made, compiled_at=dt.datetime.now(dt.UTC), account_id=None)
        session.commit()
    click.echo(reports.as_text(compiled))
    if csv_file is not None:
        csv_file.write(write_csv(renderings.csv_rows(figures.thaw(compiled.figures))))


@main.command()
@click.argument("survey")
@click.argument("file", type=click.File("wb", lazy=True))
@click.option("--address", required=True, help="Where people reach the service: https://…")
@click.option("--size", type=click.Choice(["a4", "a6"]), default="a4", show_default=True)
@click.option("--language", "languages", multiple=True, default=["nl"], help="At most four; repeat it.")
def poster(survey: str, file: BinaryIO, address: str, size: str, languages: tuple[str, ...]) -> None:
    """Write a poster (PDF) with the QR code of a survey's open link; it needs Pango and fonts."""
    from feedback.app import create_app
    from feedback.surveys.posters import pdf_for

    settings = _settings()
    app = create_app(settings, database=_database(settings))
    file.write(pdf_for(app, address, survey, size, languages))


@main.command()
def tidy() -> None:
    """Delete old drafts and answers and clear old keys. Run it every night."""
    from feedback.app import dutch_today
    from feedback.operations.tidying import tidy

    settings = _settings()
    done = tidy(_database(settings), dutch_today(), settings.answer_retention)
    click.echo("Deleted {drafts} drafts and {answers} old answers, cleared {keys} keys.".format(**done))


@main.command()
def train() -> None:
    """Train the theme classifier anew, with what the panel decided."""
    from feedback.theming.learning import retrain

    settings = _settings()
    with _database(settings).session(write=False) as session:
        classifier = retrain(session, settings.data_dir / "model", click.echo)
    click.echo(f"Model {classifier.version}. Running processes find it by themselves.")


@main.group()
def account() -> None:
    """Accounts of staff and partners."""


@account.command("add")
@click.argument("email")
@click.option("--role", "roles", multiple=True, required=True, help="panel, compiler, coordinator, …")
@click.option("--partner", help="The partner that the account delivers for.")
@click.password_option()
def add_account(email: str, roles: tuple[str, ...], partner: str | None, password: str) -> None:
    """Make an account; asks for the password."""
    from feedback.staff.accounts import create_account

    with _database(_settings()).session(write=True) as session:
        create_account(session, email, password, roles, partner)
        session.commit()
    click.echo(f"{email} can sign in at /nl/staff/login")


@main.group()
def fonts() -> None:
    """Fonts for scripts that a phone may lack."""


@fonts.command("install")
@click.option(
    "--from",
    "packages",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with the npm packages, or with Debian's fonts-noto-core; npm is not needed then.",
)
def install_fonts(packages: Path | None) -> None:
    """Fetch, verify and cut the pinned fonts; a service that starts after it offers them."""
    from feedback.fonts.obtaining import install

    for name, size in install(_settings().data_dir / "fonts", packages).items():
        click.echo(f"{name:20} {size:7,} bytes")


@main.group()
def audio() -> None:
    """Recordings of what pages say, for people who read with difficulty."""


@audio.command("status")
def audio_status() -> None:
    """Say of each language how many texts are recorded, and which recordings are stale."""
    from feedback.audio import status

    settings = _settings()
    with _database(settings).session(write=False) as session:
        click.echo("\n".join(status(session, settings)))


@audio.command("list")
@click.argument("language")
@click.argument("file", type=click.File("wb", lazy=False), default="-")
def list_texts(language: str, file: BinaryIO) -> None:
    """Write a table of the texts to record in a language, and how to name each recording."""
    from feedback.audio import rows
    from feedback.exporting import write_csv

    settings = _settings()
    with _database(settings).session(write=False) as session:
        file.write(write_csv(rows(session, settings, language)))


@main.group()
def translations() -> None:
    """Texts of the interface in each language."""


@translations.command("update")
def update_translations() -> None:
    """Collect the texts from the code and say what each language misses."""
    from feedback.catalogues import update

    for language, missing in update(_settings().translations_dir).items():
        click.echo(f"{language:4} {missing} missing")


@translations.command("status")
@click.option("--missing", is_flag=True, help="Also list the texts that fall short.")
def print_status(missing: bool) -> None:
    """Say of each language what it has and whether it is a draft, checked by somebody, or on."""
    from feedback.completeness import status

    settings = _settings()
    click.echo("\n".join(status(settings.translations_dir, settings.surveys_dir, missing=missing)))
