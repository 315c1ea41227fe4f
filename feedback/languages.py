"""The languages that the service speaks: own name, locale and direction of each."""

from dataclasses import dataclass
from functools import cached_property

from babel import Locale

from analysis.vocabulary import LANGUAGES as CODES


@dataclass(frozen=True)
class Language:
    """One language; `locale` is its name in CLDR and its folder in translations/."""

    code: str
    own_name: str
    locale: str

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`, from the locale's own data and never guessed from a text."""
        return str(Locale.parse(self.locale).text_direction)


_OWN_NAMES = {
    "nl": "Nederlands",
    "en": "English",
    "ar": "العربية",
    "ti": "ትግርኛ",
    "tr": "Türkçe",
    "fa": "فارسی",
    "prs": "دری",
    "ps": "پښتو",
    "so": "Soomaali",
    "es": "Español",
}
_LOCALES = {"prs": "fa_AF"}  # CLDR files Dari under Persian of Afghanistan

LANGUAGES: dict[str, Language] = {
    code: Language(code, _OWN_NAMES[code], _LOCALES.get(code, code)) for code in CODES
}
DIRECTIONS: dict[str, str] = {code: language.direction for code, language in LANGUAGES.items()}
DEFAULT = "nl"


def alphabetical() -> list[Language]:
    """All languages in the order of their own names, as a person looks them up."""
    return sorted(LANGUAGES.values(), key=lambda language: language.own_name.casefold())


def direction_of(code: str) -> str:
    """The direction of a text in any language; `auto` where the service does not know it."""
    return DIRECTIONS.get(code, "auto")
