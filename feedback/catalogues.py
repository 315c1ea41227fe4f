"""Interface words in each language: found in the code, kept in translations/*.po, compiled when stale."""

import datetime as dt
import os
import tempfile
import tomllib
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from feedback.languages import LANGUAGES
from feedback.settings import ROOT

TRANSLATIONS = ROOT / "translations"
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
    for language in LANGUAGES.values():
        path = folder / language.locale / "LC_MESSAGES" / "messages.po"
        catalogue = read_catalogue(path) if path.exists() else _empty(language.locale)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        catalogue.header_comment = _HEADER
        catalogue.creation_date = catalogue.revision_date = _UNDATED
        _write(path, catalogue)
        missing[language.code] = sum(1 for message in catalogue if message.id and not _is_told(message))
    return missing


def _is_told(message: Message) -> bool:
    forms = message.string if isinstance(message.string, tuple | list) else [message.string]
    return all(forms)


def checked_languages(folder: Path = TRANSLATIONS) -> frozenset[str]:
    """The languages whose interface texts a native speaker has read, from checked.toml."""
    table = tomllib.loads((folder / "checked.toml").read_text(encoding="utf-8"))
    return frozenset(table["checked_by"])


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
