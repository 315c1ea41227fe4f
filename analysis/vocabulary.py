"""The words of the trade, each defined once, with the Dutch term beside the English code.

Codes are stored and exchanged; words for a reader are added by `feedback.labels`. Sources: the
Ketenplan inburgering 2022-2025 for phases, objectives and partners; its paragraph "Monitoring
vraagbaak" for what a report counts. It names no list of askers, themes or channels: those are ours.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Asker(StrEnum):
    """Type vraagsteller: who asks."""

    ASYLUM = "asylum"
    FAMILY = "family"
    VOLUNTARY = "voluntary"
    RELATIVE = "relative"
    MUNICIPALITY = "municipality"
    PROVIDER = "provider"
    SUPPORT_ORG = "support-org"
    CHAIN_PARTNER = "chain-partner"
    RESIDENT = "resident"
    UNKNOWN = "unknown"


class Law(StrEnum):
    """Stelsel: the integration act that applies to somebody."""

    WI2007 = "wi2007"
    WI2013 = "wi2013"
    WI2021 = "wi2021"
    UNKNOWN = "unknown"


class Channel(StrEnum):
    """Kanaal: the way a question came in."""

    FORM = "form"
    PHONE = "phone"
    EMAIL = "email"
    DESK = "desk"
    LETTER = "letter"
    SOCIAL = "social"
    MEETING = "meeting"
    OTHER = "other"
    UNKNOWN = "unknown"


class Flag(StrEnum):
    """A reason for a person to look at a text: a second axis, never a theme."""

    DISTRESS = "distress"
    VIOLENCE_SAFETY = "violence-safety"
    DISCRIMINATION = "discrimination"
    FRAUD = "fraud"
    PERSONAL_DATA = "personal-data"
    UKRAINE_TP = "ukraine-tp"


class Partner(StrEnum):
    """Ketenpartner or party beside the keten that people can be referred to."""

    BLIK_OP_WERK = "blik-op-werk"
    COA = "coa"
    CVTE = "cvte"
    DIVOSA = "divosa"
    DUO = "duo"
    GEMEENTE = "gemeente"
    IND = "ind"
    NUFFIC = "nuffic"
    SBB = "sbb"
    SZW = "szw"
    TAALAANBIEDER = "taalaanbieder"
    VLUCHTELINGENWERK = "vluchtelingenwerk"
    VNG = "vng"


@dataclass(frozen=True)
class Theme:
    """What a question or remark is about, with what the Ketenplan ties to it.

    `definition` is one English sentence; `keywords` are Dutch words of the trade. `objectives` are
    numbers of ketendoelen, `phases` numbers of the route (1 start to PIP, 2 to exam registration,
    3 to the end), `partners` whom to ask, best first.
    """

    code: str
    name_nl: str
    definition: str
    keywords: tuple[str, ...]
    objectives: tuple[int, ...]
    phases: tuple[int, ...]
    partners: tuple[Partner, ...]
    group: str


def _read_taxonomy() -> tuple[Theme, ...]:
    table = tomllib.loads(Path(__file__).with_name("taxonomy.toml").read_text(encoding="utf-8"))
    return tuple(
        Theme(
            code=row["code"],
            name_nl=row["name_nl"],
            definition=row["definition"],
            keywords=tuple(row["keywords"]),
            objectives=tuple(row["objectives"]),
            phases=tuple(row["phases"]),
            partners=tuple(Partner(code) for code in row["partners"]),
            group=row["group"],
        )
        for row in table["theme"]
    )


THEMES: tuple[Theme, ...] = _read_taxonomy()
THEME_CODES: tuple[str, ...] = tuple(theme.code for theme in THEMES)
THEME_BY_CODE: dict[str, Theme] = {theme.code: theme for theme in THEMES}
THEME_GROUPS: tuple[str, ...] = tuple(dict.fromkeys(theme.group for theme in THEMES))
UNDECIDED = "undecided"
"""Where a count goes that has no theme yet: the model abstained and no person has decided."""

LANGUAGES: tuple[str, ...] = ("nl", "en", "ar", "ti", "tr", "fa", "prs", "ps", "so", "es")
"""Codes of the languages that training, evaluation and reports know, Dutch first (domain: CBS, Regioplan,
Utrecht). Which languages pages are offered in is data: see `feedback.languages`."""
