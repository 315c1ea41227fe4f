"""A report's figures in the reader's words: names of tables and rows, and what stands out."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

from babel import Locale
from flask_babel import format_decimal, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy
from flask_babel.speaklater import LazyString

from analysis.vocabulary import UNDECIDED, Partner
from feedback.labels import ASKER_NAMES, CHANNELS, LAW_NAMES, PARTNERS, THEMES
from feedback.languages import DEFAULT, LANGUAGES
from feedback.vraagbaak.figures import (
    HIDDEN,
    MISSING,
    OTHER_LANGUAGE,
    UNKNOWN_LANGUAGE,
    Figure,
    Figures,
)

Words = Mapping[str, LazyString | str]

CAPTIONS: Words = {
    "asker": lazy("Questions by who asked"),
    "theme": lazy("Questions by theme"),
    "law": lazy("Questions by law"),
    "language": lazy("Questions by language"),
    "channel": lazy("Questions by channel"),
    "origin": lazy("Who gave the questions their theme"),
}
_ORIGINS: Words = {
    "partner": lazy("The partner that counted it"),
    "person": lazy("A member of the panel"),
    "model": lazy("The model, not looked at by a person"),
    UNDECIDED: lazy("Nobody yet"),
}
_NAMES: Mapping[str, Words] = {
    "asker": ASKER_NAMES,
    "theme": THEMES,
    "law": LAW_NAMES,
    "channel": CHANNELS,
    "origin": _ORIGINS,
}
_PARTNERS: Words = PARTNERS | {
    Partner.GEMEENTE: lazy("Municipality"),
    Partner.TAALAANBIEDER: lazy("Language or participation provider"),
}
"""Partners as a report speaks of them, not as somebody is sent to them."""


def name_of(table: str, code: str) -> str:
    """The word for a row of a table."""
    return _language(code) if table == "language" else str(_NAMES[table][code])


def _language(code: str) -> str:
    if code == OTHER_LANGUAGE:
        return str(_("Another language"))
    if code == UNKNOWN_LANGUAGE:
        return str(_("Unknown"))
    names = (get_locale() or Locale.parse(DEFAULT)).languages
    return str(names.get(LANGUAGES[code].locale) or LANGUAGES[code].own_name)


def number(figure: Figure) -> str:
    """A figure as the reader writes numbers, or its sign."""
    return str(format_decimal(figure)) if isinstance(figure, int) else figure


def moment(when: dt.datetime) -> str:
    """A moment in Dutch time, in digits, because months have other names in other calendars."""
    return f"{when.astimezone(ZoneInfo('Europe/Amsterdam')):%d-%m-%Y %H:%M}"


def in_short(figures: Figures) -> list[str]:
    """Two to four sentences, each with its number, that the figures alone bear out."""
    return [*_amount(figures), *_change(figures), *_largest(figures), *_contributions(figures)]


def _amount(figures: Figures) -> Iterator[str]:
    this = figures["periods"][0]
    if this["total"] == MISSING:
        yield _("Nothing is known about %(period)s: nobody delivered.", period=this["period"])
    elif this["total"] == HIDDEN:
        yield _(
            "Fewer than %(threshold)s questions were counted in %(period)s.",
            threshold=figures["threshold"],
            period=this["period"],
        )
    else:
        total = number(this["total"])
        yield _("%(number)s questions were counted in %(period)s.", number=total, period=this["period"])


def _change(figures: Figures) -> Iterator[str]:
    now, before, period = *(one["total"] for one in figures["periods"][:2]), figures["periods"][1]["period"]
    if not isinstance(now, int) or not isinstance(before, int):
        return
    if now == before:
        yield _("That is as many as the %(number)s in %(period)s.", number=number(before), period=period)
    elif now > before:
        yield _("That is %(number)s more than in %(period)s.", number=number(now - before), period=period)
    else:
        yield _("That is %(number)s fewer than in %(period)s.", number=number(before - now), period=period)


def _largest(figures: Figures) -> Iterator[str]:
    """The theme with most questions, where it must be so whatever the hidden numbers are."""
    rows = dict(next(table for table in figures["tables"] if table["name"] == "theme")["rows"])
    total, shown = figures["periods"][0]["total"], {c: n for c, n in rows.items() if isinstance(n, int)}
    undecided = shown.pop(UNDECIDED, 0)
    if not isinstance(total, int) or not shown:
        return
    hidden = total - undecided - sum(shown.values())
    first, *others = sorted(shown, key=lambda code: -shown[code])
    if shown[first] > max([hidden, *(shown[code] for code in others)]):
        yield _(
            "Most questions were about “%(theme)s”: %(number)s.",
            theme=THEMES[first],
            number=number(shown[first]),
        )


def _contributions(figures: Figures) -> Iterator[str]:
    delivered, missing = figures["periods"][0]["delivered"], figures["periods"][0]["missing"]
    expected = len(delivered) + len(missing)
    yield _(
        "Partners that delivered: %(number)s of %(expected)s.",
        number=number(len(delivered)),
        expected=number(expected),
    )


def partner_name(code: str) -> str:
    """The name of a partner."""
    return str(_PARTNERS[code])


def partner_names(codes: Iterable[str]) -> str:
    """The partners by name, or that there are none."""
    return ", ".join(map(partner_name, codes)) or str(_("none"))
