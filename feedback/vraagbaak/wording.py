"""A report's figures in the reader's words: names of tables and rows, and what stands out."""

from collections.abc import Iterable, Iterator, Mapping

from babel import Locale
from flask_babel import format_decimal, get_locale, gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from analysis.periods import Tertial
from analysis.vocabulary import UNDECIDED, Partner
from feedback.labels import ASKER_NAMES, CHANNELS, LAW_NAMES, PARTNERS, THEMES, language_name
from feedback.languages import DEFAULT, locale_of
from feedback.vraagbaak.checked_wording import risen
from feedback.vraagbaak.counted import HIDDEN, MISSING, Figure
from feedback.vraagbaak.figures import (
    OTHER_LANGUAGE,
    PROVISIONAL,
    UNKNOWN_LANGUAGE,
    Figures,
    PeriodFigures,
)

Words = Mapping[str, LazyString | str]

CAPTIONS: Words = {
    "asker": _("Questions by who asked"),
    "theme": _("Questions by theme"),
    "law": _("Questions by law"),
    "language": _("Questions by language"),
    "channel": _("Questions by channel"),
    "origin": _("Who gave the questions their theme"),
}
HEADS: Words = {
    "asker": _("Asker"),
    "theme": _("Theme"),
    "law": _("Law"),
    "language": _("Language"),
    "channel": _("Channel"),
    "origin": _("Who gave the theme"),
}
"""What the rows of each table are."""
MONTHS: Mapping[int, LazyString] = {
    1: _("January to April"),
    2: _("May to August"),
    3: _("September to December"),
}
"""The months of each tertial of a year."""
_ORIGINS: Words = {
    "partner": _("The partner that counted it"),
    "person": _("A member of the panel"),
    "model": _("The model, not looked at by a person"),
    UNDECIDED: _("Nobody yet"),
}
_NAMES: Mapping[str, Words] = {
    "asker": ASKER_NAMES,
    "theme": THEMES,
    "law": LAW_NAMES,
    "channel": CHANNELS,
    "origin": _ORIGINS,
}
_PARTNERS: Words = PARTNERS | {
    Partner.GEMEENTE: _("Municipality"),
    Partner.TAALAANBIEDER: _("Language or participation provider"),
}
"""Partners as a report speaks of them, not as somebody is sent to them."""


def name_of(figures: Figures, table: str, code: str) -> str:
    """The word for a row of a table."""
    if table == "language":
        return _language(code)
    if table == "theme" and code in figures["added"]:
        return figures["added"][code][0 if str(get_locale() or DEFAULT) == "nl" else 1]
    return str(_NAMES[table][code])


def _language(code: str) -> str:
    if code == OTHER_LANGUAGE:
        return str(gettext("Another language"))
    if code == UNKNOWN_LANGUAGE:
        return str(gettext("Unknown"))
    names = (get_locale() or Locale.parse(DEFAULT)).languages
    return str(names.get(str(locale_of(code))) or language_name(code))


def number(figure: Figure) -> str:
    """A figure as the reader writes numbers, or its sign."""
    return str(format_decimal(figure)) if isinstance(figure, int) else figure


def with_months(period: str) -> str:
    """A tertial as a reader knows it who does not know the codes."""
    tertial = Tertial.parse(period)
    return f"{period} ({MONTHS[tertial.number]} {tertial.year})"


def signed(one: PeriodFigures) -> str:
    """A tertial with the sign of provisional figures where they are."""
    return one["period"] if one["complete"] else one["period"] + PROVISIONAL


def provisional(one: PeriodFigures) -> str:
    """That a tertial is not over, and on which day it ends."""
    day = f"{Tertial.parse(one['period']).last_day:%d-%m-%Y}"
    return str(gettext("Provisional: %(period)s runs until %(day)s.", period=one["period"], day=day))


def no_tables(one: PeriodFigures) -> str:
    """What stands in place of the tables of a tertial of which nothing is known."""
    words = gettext("There are no more figures: nothing is known about %(period)s.", period=one["period"])
    return str(words)


def in_short(figures: Figures) -> list[str]:
    """Two to five sentences, each with its number, that the figures alone bear out."""
    return [
        *_amount(figures),
        *_change(figures),
        *_largest(figures),
        *risen(figures, name_of),
        *_contributions(figures),
    ]


def _amount(figures: Figures) -> Iterator[str]:
    this = figures["periods"][0]
    if this["total"] == MISSING:
        yield gettext("Nothing is known about %(period)s: nobody delivered.", period=this["period"])
    elif this["total"] == HIDDEN:
        yield gettext(
            "Fewer than %(threshold)s questions were counted in %(period)s.",
            threshold=figures["threshold"],
            period=this["period"],
        )
    else:
        total = number(this["total"])
        yield gettext("%(number)s questions were counted in %(period)s.", number=total, period=this["period"])


def _change(figures: Figures) -> Iterator[str]:
    this, before = figures["periods"][:2]
    words = {"period": before["period"], "this": this["period"]}
    if not isinstance(this["total"], int) or not isinstance(before["total"], int):
        return
    if this["delivered"] != before["delivered"]:
        yield gettext("Not comparable with %(period)s: not the same partners delivered.", **words)
    elif not this["complete"]:
        yield gettext("Not comparable with %(period)s: %(this)s is not over yet.", **words)
    else:
        yield from _difference(this["total"], before["total"], before["period"])


def _difference(now: int, before: int, period: str) -> Iterator[str]:
    apart = number(abs(now - before))
    if now == before:
        yield gettext("That is as many as the %(number)s in %(period)s.", number=number(now), period=period)
    elif now > before:
        yield gettext("That is %(number)s more than in %(period)s.", number=apart, period=period)
    else:
        yield gettext("That is %(number)s fewer than in %(period)s.", number=apart, period=period)


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
        yield gettext(
            "Most questions were about “%(theme)s”: %(number)s.",
            theme=name_of(figures, "theme", first),
            number=number(shown[first]),
        )


def _contributions(figures: Figures) -> Iterator[str]:
    delivered, missing = figures["periods"][0]["delivered"], figures["periods"][0]["missing"]
    expected = len(delivered) + len(missing)
    yield gettext(
        "Delivered: %(number)s of %(expected)s partners with an account.",
        number=number(len(delivered)),
        expected=number(expected),
    )


def partner_name(code: str) -> str:
    """The name of a partner."""
    return str(_PARTNERS[code])


def partner_names(codes: Iterable[str]) -> str:
    """The partners by name, or that there are none."""
    return ", ".join(map(partner_name, codes)) or str(gettext("none"))
