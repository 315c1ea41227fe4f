"""Commands that make something of what is stored: reports, posters, a model, accounts."""

import datetime as dt
from typing import BinaryIO

import click

from analysis.periods import Tertial
from feedback.cli.group import database_of, main, settings


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

    chosen = settings()
    database = database_of(chosen)
    with database.snapshot() as reading:
        made = reports.compute(
            reading,
            Plan.of(chosen, period),
            today=dutch_today(),
            threshold=chosen.threshold,
            model_version=Themer(chosen.data_dir / "model").version,
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

    chosen = settings()
    app = create_app(chosen, database=database_of(chosen))
    file.write(pdf_for(app, address, survey, size, languages))


@main.command()
def train() -> None:
    """Train the theme classifier anew, with what the panel decided."""
    from feedback.theming.learning import retrain

    chosen = settings()
    with database_of(chosen).session(write=False) as session:
        classifier = retrain(session, chosen.data_dir / "model", click.echo)
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

    with database_of(settings()).session(write=True) as session:
        create_account(session, email, password, roles, partner)
        session.commit()
    click.echo(f"{email} can sign in at /nl/staff/login")
