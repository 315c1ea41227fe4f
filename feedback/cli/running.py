"""Commands that run an installation: make it, serve it, work for it, show it, tidy it."""

import logging
import os
import shutil
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import click

from feedback.cli.group import database_of, main, opened, settings

log = logging.getLogger(__name__)


@main.command()
def upgrade() -> None:
    """Make or update the database and publish the surveys that come with the service."""
    from feedback.app import dutch_today
    from feedback.installation import install

    chosen = settings()
    published = install(opened(chosen), dutch_today(), chosen.surveys_dir)
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

    chosen = settings()
    read_theme(chosen.theme)
    database_of(chosen).dispose()  # refuses here, in one sentence, what every process would
    for name in chosen.not_filled_in:
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

    chosen = settings()
    look_after(create_app(chosen, database=database_of(chosen)), clock=dutch_today, once=once)


@main.command()
@click.option("--once", is_flag=True, help="Fill and end, without serving.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def demo(once: bool, host: str, port: int) -> None:
    """Fill a fresh installation with demonstration data, through the same doors as real users."""
    from feedback.demonstration.filling import DOUBLE, SAMPLE, fill

    chosen = settings()
    folder = chosen.data_dir / "demo"
    sampled: dict[str, Any] = {"audit_sample": SAMPLE, "audit_double": DOUBLE}
    chosen = replace(replace(chosen, data_dir=folder, demonstration=True), **sampled)
    shutil.rmtree(folder, ignore_errors=True)
    summary = fill(chosen, click.echo)
    click.echo(summary.as_text(f"http://{host}:{port}"))
    if not once:
        click.echo("Press Ctrl+C to stop.")
        given = {"data_dir": folder, "demonstration": 1, **sampled}
        os.environ |= {f"FEEDBACK_{name.upper()}": str(value) for name, value in given.items()}
        _run(host, port, workers=2, threads=4, theming=True)


@main.command()
def tidy() -> None:
    """Delete old drafts and answers and clear old keys. Run it every night."""
    from feedback.app import dutch_today
    from feedback.operations.tidying import tidy

    chosen = settings()
    done = tidy(database_of(chosen), dutch_today(), chosen.answer_retention)
    click.echo("Deleted {drafts} drafts and {answers} old answers, cleared {keys} keys.".format(**done))
