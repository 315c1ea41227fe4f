"""How far the texts of each language are, and which are offered: only whole ones, never half English."""

import logging
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from feedback.catalogues import all_forms, catalogue_of, read_template
from feedback.languages import DEFAULT, SOURCE, Language, LanguageError, read_languages

RESPONDENTS = ("feedback/respond/", "feedback/web/", "feedback/labels.py")
"""Where the texts stand that respondents see; all other texts are for staff."""
log = logging.getLogger(__name__)
_FORMAT = re.compile(r"%(?:\(\w+\)[a-z]|.|$)")


@dataclass(frozen=True)
class Part:
    """One part of a language's texts: how many there are, and what is wrong with those that fall short."""

    total: int
    wrong: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.total - len(self.wrong)} of {self.total}"


@dataclass(frozen=True)
class Progress:
    """How far one language is: the interface for respondents and for staff, and the surveys."""

    language: Language
    respondents: Part
    staff: Part
    surveys: Part

    @property
    def lacking(self) -> tuple[str, ...]:
        """What keeps the language from being offered."""
        return self.respondents.wrong + self.surveys.wrong


def offered(translations: Path, surveys: Path) -> dict[str, Language]:
    """The languages that are on and whole, by code; says in the log which one is left out.

    Dutch stays whatever it lacks, because there must be one. LanguageError where it is not there or off.
    """
    found = {}
    for one in progress(translations, surveys):
        if one.language.on and one.lacking:
            log.error("language %s is on but not whole: %s", one.language.code, _in_short(one.lacking))
        if one.language.on and (not one.lacking or one.language.code == DEFAULT):
            found[one.language.code] = one.language
    if DEFAULT not in found:
        raise LanguageError(f"{translations}: the language {DEFAULT} must be there and on")
    return found


def _in_short(lacking: tuple[str, ...]) -> str:
    more = f" and {len(lacking) - 1} more" if len(lacking) > 1 else ""
    return f"{lacking[0]}{more} (see: feedback translations status --missing)"


def progress(translations: Path, surveys: Path) -> tuple[Progress, ...]:
    """How far each language in a folder of translations is, with the surveys in another folder."""
    files = [*translations.glob("*.pot"), *translations.glob("*/language.toml"), *surveys.glob("*/*.toml")]
    files += translations.glob("*/LC_MESSAGES/*.po")
    stamp = tuple((file, file.stat().st_mtime_ns) for file in sorted(files))
    return _progress(translations, surveys, stamp)


@lru_cache(maxsize=8)
def _progress(
    translations: Path, surveys: Path, _stamp: tuple[tuple[Path, int], ...]
) -> tuple[Progress, ...]:
    template = read_template(translations)
    theirs = [text for text in template if text.id and is_for_respondents(text)]
    for_staff = [text for text in template if text.id and not is_for_respondents(text)]
    found = []
    for language in read_languages(translations).values():
        catalogue = catalogue_of(language, translations)
        respondents = _interface(theirs, catalogue, language)
        staff = _interface(for_staff, catalogue, language)
        found.append(Progress(language, respondents, staff, _surveys(surveys, language)))
    return tuple(found)


def is_for_respondents(message: Message) -> bool:
    """Whether respondents see a text, by the files that name it."""
    return any(file.startswith(RESPONDENTS) for file, _line in message.locations)


def _interface(texts: Sequence[Message], catalogue: Catalog, language: Language) -> Part:
    faults = ((text, _fault(text, catalogue, language)) for text in texts)
    return Part(len(texts), tuple(f"{all_forms(text.id)[0]!r}: {fault}" for text, fault in faults if fault))


def _fault(message: Message, catalogue: Catalog, language: Language) -> str:
    """What is wrong with the translation of a text; nothing where it is whole."""
    told = catalogue.get(message.id, message.context)
    forms = all_forms(told.string) if told and not told.fuzzy else []
    if not any(forms):
        return "" if language.code == SOURCE else "not translated"
    wanted = catalogue.num_plurals if message.pluralizable else 1
    if not all(forms) or len(forms) != wanted:
        return f"{len([form for form in forms if form])} plural forms and not {wanted}"
    source = set(_FORMAT.findall(all_forms(message.id)[-1]))
    if any(set(_FORMAT.findall(form)) != source for form in forms):
        return f"other placeholders than {', '.join(sorted(source)) or 'none'}"
    return ""


def _surveys(folder: Path, language: Language) -> Part:
    """The wordings of all surveys, held against the Dutch ones, which publishing checks."""
    total, wrong = 0, []
    for survey in sorted(file.parent for file in folder.glob("*/survey.toml")):
        keys = _wordings(survey / f"{DEFAULT}.toml")
        given = _wordings(survey / f"{language.code}.toml")
        total += len(keys)
        wrong += [f"{survey.name} {key!r}: not translated" for key in keys if not given.get(key, "").strip()]
    return Part(total, tuple(wrong))


def _wordings(file: Path) -> dict[str, str]:
    if not file.exists():
        return {}
    found: dict[str, str] = tomllib.loads(file.read_text(encoding="utf-8")).get("wordings", {})
    return found


def status(translations: Path, surveys: Path, *, missing: bool = False) -> Iterator[str]:
    """A line for each language, and if asked for one for each text that falls short.

    Texts for staff are listed for the languages in which somebody began with them.
    """
    yield _row("code", "respondents", "staff", "surveys", "state", "own name")
    for one in progress(translations, surveys):
        language = one.language
        left_out = ", NOT OFFERED: not whole" if language.on and one.lacking else ""
        counts = (str(part) for part in (one.respondents, one.staff, one.surveys))
        yield _row(language.code, *counts, language.state + left_out, language.own_name)
        if missing:
            begun = len(one.staff.wrong) < one.staff.total
            yield from (f"    {text}" for text in one.lacking)
            yield from (f"    {text} (staff)" for text in one.staff.wrong if begun)


def _row(*cells: str) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, (4, 11, 10, 10, 16, 0), strict=True))
