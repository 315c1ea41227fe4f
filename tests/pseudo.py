"""A language that nobody speaks, made from the English texts: accented, in brackets, placeholders kept."""

import re
import shutil
from pathlib import Path

from babel.messages.pofile import write_po

from feedback.catalogues import all_forms, read_catalogue, update
from feedback.settings import Settings

CODE, OWN_NAME = "uk", "Псевдо"
_PLACEHOLDER = re.compile(r"(%\(\w+\)[a-z])")
_ACCENTED = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")


def accented(text: str) -> str:
    """A text as the pseudo-language has it."""
    parts = _PLACEHOLDER.split(text)
    told = [part if place % 2 else part.translate(_ACCENTED) for place, part in enumerate(parts)]
    return f"⟦{''.join(told)}⟧"


def copies(folder: Path) -> tuple[Path, Path]:
    """Copies of the folders of translations and of surveys, which a test may change."""
    return (
        Path(shutil.copytree(Settings.translations_dir, folder / "translations")),
        Path(shutil.copytree(Settings.surveys_dir, folder / "surveys")),
    )


def language_file(code: str, own_name: str, *, on: bool = True, checked_by: str = "") -> str:
    """What stands in a language.toml."""
    return f'code = "{code}"\nown_name = "{own_name}"\non = {str(on).lower()}\nchecked_by = "{checked_by}"\n'


def add_folder(translations: Path) -> Path:
    """The new language's folder, with every text of the code in it and each one translated."""
    folder = translations / CODE
    folder.mkdir()
    (folder / "language.toml").write_text(language_file(CODE, OWN_NAME), encoding="utf-8")
    update(translations)
    _translate(folder / "LC_MESSAGES/messages.po")
    return folder


def _translate(path: Path) -> None:
    catalogue = read_catalogue(path)
    for message in catalogue:
        if message.id:
            forms = all_forms(message.id)
            told = [accented(forms[-1])] * catalogue.num_plurals
            message.string = tuple(told) if message.pluralizable else told[0]
    with path.open("wb") as file:
        write_po(file, catalogue)


def add_wording_file(survey: Path) -> None:
    """The new language's wording of a survey, which becomes a new version by it."""
    english = (survey / "en.toml").read_text(encoding="utf-8")
    lines = [
        re.sub(r'^("[^"]+" = )"(.*)"$', lambda found: f'{found[1]}"{accented(found[2])}"', line)
        for line in english.replace('language = "en"', f'language = "{CODE}"').splitlines()
    ]
    (survey / f"{CODE}.toml").write_text("\n".join(lines), encoding="utf-8")


def raise_version(survey: Path) -> None:
    """The survey with the next number, as every change to a published one needs it."""
    file = survey / "survey.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("version = 1\n", "version = 2\n"), encoding="utf-8"
    )
