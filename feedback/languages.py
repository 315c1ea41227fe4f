"""The languages as data: a folder of translations/, named after a locale, whose `language.toml` tells of one.

`feedback translations status` prints them. Pages are offered in a language that is on and whole; see
`feedback.completeness`.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from babel import Locale, UnknownLocaleError

from feedback.settings import Settings

DEFAULT = "nl"
"""The language of a reader of whom nothing is known; it is always there."""
SOURCE = "en"
"""The language of the texts in the code, which need no translation into it."""
TRANSLATIONS = Settings.translations_dir


class LanguageError(ValueError):
    """A folder that cannot be a language; the message names the file and what to mend."""


@dataclass(frozen=True)
class Language:
    """One language: its code in ISO 639, its own name and its locale in CLDR, which is its folder.

    `checked_by` says which native speaker read all texts and when; it is empty until somebody did.
    """

    code: str
    own_name: str
    locale: str
    on: bool
    checked_by: str

    def __post_init__(self) -> None:
        if not re.fullmatch("[a-z]{2,3}", self.code):
            raise ValueError(f"code is two or three letters of ISO 639, not {self.code!r}")
        if not self.own_name or not isinstance(self.on, bool):
            raise ValueError("own_name is a name, and on is true or false")
        Locale.parse(self.locale, resolve_likely_subtags=False)

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`, from the locale's own data and never guessed from a text."""
        return str(Locale.parse(self.locale).text_direction)

    @property
    def state(self) -> str:
        """How far its translation is: a draft, checked by somebody, or on."""
        checked = f"checked by {self.checked_by}" if self.checked_by else ""
        return f"on, {checked or 'not checked'}" if self.on else checked or "draft"


def read_languages(folder: Path) -> dict[str, Language]:
    """Every language in a folder of translations, on or off, by code and Dutch first; or LanguageError."""
    found: dict[str, Language] = {}
    for file in sorted(folder.glob("*/language.toml")):
        language = _read(file)
        if language.code in found:
            raise LanguageError(f"{file}: {found[language.code].locale} has the code {language.code} already")
        found[language.code] = language
    return dict(sorted(found.items(), key=lambda item: (item[0] != DEFAULT, item[0])))


def _read(file: Path) -> Language:
    try:
        return Language(locale=file.parent.name, **tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, TypeError, ValueError, UnknownLocaleError) as error:
        raise LanguageError(f"{file}: {error}") from error


KNOWN = read_languages(TRANSLATIONS)
"""The languages that come with the service, also those that are off."""
LANGUAGES = {code: language for code, language in KNOWN.items() if language.on}
"""Those of them that are on. What an app offers, `feedback.web.language.offered` says."""


def alphabetical(languages: Iterable[Language]) -> list[Language]:
    """Languages in the order of their own names, as a person looks them up."""
    return sorted(languages, key=lambda language: language.own_name.casefold())


@cache
def locale_of(code: str) -> Locale | None:
    """The locale of any language; None for a code that CLDR does not know."""
    try:
        # by likely subtags a text in no known language would be American English
        return Locale.parse(KNOWN[code].locale if code in KNOWN else code, resolve_likely_subtags=False)
    except (ValueError, UnknownLocaleError):
        return None


def direction_of(code: str) -> str:
    """The direction of a text in any language; `auto` where it is not known."""
    locale = locale_of(code)
    return str(locale.text_direction) if locale else "auto"
