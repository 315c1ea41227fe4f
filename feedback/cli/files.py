"""Commands about files that come with an installation: fonts, recordings, translations."""

from pathlib import Path
from typing import BinaryIO

import click

from feedback.cli.group import database_of, main, settings


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

    for name, size in install(settings().data_dir / "fonts", packages).items():
        click.echo(f"{name:20} {size:7,} bytes")


@main.group()
def audio() -> None:
    """Recordings of what pages say, for people who read with difficulty."""


@audio.command("status")
def audio_status() -> None:
    """Say of each language how many texts are recorded, and which recordings are stale."""
    from feedback.audio import status

    chosen = settings()
    with database_of(chosen).session(write=False) as session:
        click.echo("\n".join(status(session, chosen)))


@audio.command("list")
@click.argument("language")
@click.argument("file", type=click.File("wb", lazy=False), default="-")
def list_texts(language: str, file: BinaryIO) -> None:
    """Write a table of the texts to record in a language, and how to name each recording."""
    from feedback.audio import rows
    from feedback.exporting import write_csv

    chosen = settings()
    with database_of(chosen).session(write=False) as session:
        file.write(write_csv(rows(session, chosen, language)))


@main.group()
def translations() -> None:
    """Texts of the interface in each language."""


@translations.command("update")
def update_translations() -> None:
    """Collect the texts from the code and say what each language misses."""
    from feedback.catalogues import update

    for language, missing in update(settings().translations_dir).items():
        click.echo(f"{language:4} {missing} missing")


@translations.command("status")
@click.option("--missing", is_flag=True, help="Also list the texts that fall short.")
def print_status(missing: bool) -> None:
    """Say of each language what it has and whether it is a draft, checked by somebody, or on."""
    from feedback.completeness import status

    chosen = settings()
    click.echo("\n".join(status(chosen.translations_dir, chosen.surveys_dir, missing=missing)))
