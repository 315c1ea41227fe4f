"""Interface words in each language: found in the code, kept in translations/*.po, compiled when stale."""

import datetime as dt
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from feedback.languages import TRANSLATIONS, Language, read_languages
from feedback.settings import ROOT

_UNDATED = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # a file that changes with the clock hides real changes
_HEADER = "# Interface texts of the service: one msgid in simple English, one msgstr a language.\n#"
_KEYWORDS = {**DEFAULT_KEYWORDS, "lazy_gettext": None}
_METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]


def compile_stale(folder: Path = TRANSLATIONS) -> list[str]:
    """The locales whose .mo file was missing or older than its .po and has been written anew."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/messages.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns:
            _compile(source, target)
            written.append(source.parent.parent.name)
    return written


def _compile(source: Path, target: Path) -> None:
    # written beside and renamed, because several processes may start at once
    handle, draft = tempfile.mkstemp(dir=target.parent, suffix=".mo")
    with os.fdopen(handle, "wb") as out:
        write_mo(out, read_catalogue(source))
    Path(draft).replace(target)


def read_catalogue(path: Path) -> Catalog:
    """The catalogue of one .po file, which lies in a folder named after its locale."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def catalogue_of(language: Language, folder: Path = TRANSLATIONS) -> Catalog:
    """The catalogue of a language; an empty one where it has no file yet."""
    path = _path(language, folder)
    return read_catalogue(path) if path.exists() else _empty(language.locale)


def read_template(folder: Path = TRANSLATIONS) -> Catalog:
    """Every text of the interface as messages.pot has it, with the files that name it."""
    with (folder / "messages.pot").open("rb") as file:
        return read_po(file)


def extract(package: Path = ROOT / "feedback") -> Catalog:
    """Every text of the interface that the code names, with the files that name it."""
    template = _empty(None)
    for file, _line, message, comments, context in extract_from_dir(
        package,
        method_map=_METHODS,
        keywords=_KEYWORDS,
        options_map={"**/templates/**.html": {"trimmed": "true"}},
    ):
        template.add(message, locations=[(f"feedback/{file}", 1)], auto_comments=comments, context=context)
    return template


def update(folder: Path = TRANSLATIONS) -> dict[str, int]:
    """The template and each language's catalogue brought up to date; how many texts each still misses."""
    template = extract()
    _write(folder / "messages.pot", template)
    missing = {}
    for language in read_languages(folder).values():
        catalogue = catalogue_of(language, folder)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        catalogue.header_comment = _HEADER
        catalogue.creation_date = catalogue.revision_date = _UNDATED
        _write(_path(language, folder), catalogue)
        missing[language.code] = sum(not all(all_forms(text.string)) for text in catalogue if text.id)
    return missing


def all_forms(text: str | Sequence[str] | None) -> list[str]:
    """A text of a catalogue or its translation as its forms: one, or a singular and one or more plurals."""
    return list(text) if isinstance(text, tuple | list) else [str(text or "")]


def _path(language: Language, folder: Path) -> Path:
    return folder / language.locale / "LC_MESSAGES" / "messages.po"


def _empty(locale: str | None) -> Catalog:
    return Catalog(
        locale=locale,
        project="inburgering-feedback",
        version="1",
        header_comment=_HEADER,
        creation_date=_UNDATED,
        revision_date=_UNDATED,
        last_translator="",
        language_team="",
        msgid_bugs_address="",
        fuzzy=False,
    )


def _write(path: Path, catalogue: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)
