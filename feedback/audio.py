"""Recordings of what pages say, for people who read with difficulty.

A recording belongs to the exact text that it says: its name is the digest of that text, in a folder for
each language. When the text changes, no page offers the recording any more; nobody has to remember it.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from sqlalchemy.orm import Session

from feedback.catalogues import catalogue_of
from feedback.languages import SOURCE, read_languages
from feedback.questionnaires import Questionnaire, current_version, published, read
from feedback.settings import Settings

KINDS = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".opus": "audio/ogg", ".wav": "audio/wav"}
"""The media type of each kind of recording; of two for one text the first is played, as most phones can."""
_SURVEY = "feedback/respond/templates/respond/"
PAGES = (
    *(
        f"{_SURVEY}{page}.html"
        for page in ("introduction", "promise", "everything", "field", "check", "thanks")
    ),
    "feedback/web/templates/form.html",
    "feedback/respond/reading.py",
)
"""Whose interface texts are recorded: the promise, what stands at a question, errors, the confirmation."""
_NAME = re.compile(r"[0-9a-f]{16}")


def digest(text: str) -> str:
    """The name of a text's recording without its ending: 16 hexadecimal digits of SHA-256.

    How a text is composed in Unicode (NFC) and spaced does not matter, every letter and sign does.
    """
    normalised = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(normalised.encode()).hexdigest()[:16]


class Recordings:
    """The recordings in a folder, as it was when this was made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        languages = [path.name for path in _sorted(self.folder) if path.is_dir()]
        self._names = {language: self._named(language) for language in languages}

    def find(self, language: str, text: str) -> str | None:
        """The file name of the recording of a text in a language; None where there is none."""
        names = self._names.get(language)
        return names.get(digest(text)) if names else None

    def has(self, language: str, name: str) -> bool:
        """Whether a language has a recording with this file name."""
        return name in self._names.get(language, {}).values()

    def files(self, language: str) -> list[Path]:
        """The audio files in a language's folder, but nothing that a link brings in from elsewhere."""
        home = self.folder.resolve()
        found = [path for path in _sorted(self.folder / language) if kind_of(path.name) and path.is_file()]
        return [path for path in found if path.resolve().is_relative_to(home)]

    def _named(self, language: str) -> dict[str, str]:
        kinds = list(KINDS.values())
        best_last = sorted(self.files(language), key=lambda path: -kinds.index(kind_of(path.name)))
        return {path.stem: path.name for path in best_last if _NAME.fullmatch(path.stem)}


def kind_of(name: str) -> str:
    """The media type of an audio file; empty where it is none that is played here."""
    return KINDS.get(Path(name).suffix.lower(), "")


def _sorted(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


@dataclass(frozen=True)
class Line:
    """One text for a speaker: where it stands and what to say."""

    where: str
    text: str


def script(language: str, asked: Iterable[Questionnaire], interface: Catalog) -> dict[str, Line]:
    """Every text to record in a language by the name of its recording, in the order of the pages."""
    found: dict[str, Line] = {}
    for line in (*_wordings(language, asked), *_interface(language, interface)):
        found.setdefault(digest(line.text), line)
    return found


def _wordings(language: str, asked: Iterable[Questionnaire]) -> Iterator[Line]:
    for questionnaire in asked:
        words = questionnaire.wordings.get(language, {})
        keys = ["survey.about"]
        for item in questionnaire.items:
            keys += [f"question.{item.code}", f"help.{item.code}"]
            keys += [f"option.{option}" for option in item.options]
        yield from (Line(f"{questionnaire.survey}: {key}", words[key]) for key in keys if words.get(key))


def _interface(language: str, catalogue: Catalog) -> Iterator[Line]:
    """The texts of PAGES, without those with a number that only a page knows: nobody can record these."""
    single = [message for message in catalogue if isinstance(message.id, str) and "%(" not in message.id]
    for page in PAGES:
        for message in single:
            text = message.id if language == SOURCE else message.string
            if text and page in dict(message.locations):
                yield Line(Path(page).stem, str(text))


def script_of(session: Session, settings: Settings, code: str) -> dict[str, Line]:
    """What an installation has to record in a language; ValueError where it has no such language."""
    languages = read_languages(settings.translations_dir)
    if code not in languages:
        raise ValueError(f"no language {code}: choose from {', '.join(languages)}")
    versions = [current_version(session, survey) for survey in published(session)]
    asked = [read(session, version) for version in versions if version is not None]
    return script(code, asked, catalogue_of(languages[code], settings.translations_dir))


def rows(session: Session, settings: Settings, code: str) -> Iterator[tuple[str, ...]]:
    """A table for a speaker: the name to give a recording, what to say, where it stands, what is there."""
    recordings = Recordings(settings.recordings)
    yield "file", "text", "where", "recorded"
    for name, line in script_of(session, settings, code).items():
        yield f"{name}.mp3", line.text, line.where, recordings.find(code, line.text) or ""


def status(session: Session, settings: Settings) -> Iterator[str]:
    """Lines that say of each language how many of its texts are recorded, and name each stale file."""
    recordings = Recordings(settings.recordings)
    yield f"Recordings in {recordings.folder}"
    for code in read_languages(settings.translations_dir):
        lines = script_of(session, settings, code)
        there = sum(1 for line in lines.values() if recordings.find(code, line.text))
        stale = [path.name for path in recordings.files(code) if path.stem not in lines]
        yield f"{code:4} {there:3} of {len(lines)} texts recorded, {len(stale)} stale"
        yield from (f"     {name} says a text that no page has" for name in stale)
