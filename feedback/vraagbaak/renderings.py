"""A report's figures without a page around them: lines for a CSV file, text for a terminal."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from feedback.exporting import Cell
from feedback.vraagbaak.checked_wording import answer, checked, compared, margin
from feedback.vraagbaak.counted import MISSING, Figure
from feedback.vraagbaak.figures import Figures, TableFigures
from feedback.vraagbaak.wording import (
    CAPTIONS,
    name_of,
    no_tables,
    partner_name,
    partner_names,
    provisional,
    signed,
)

CSV_HEADER = ("tabel", "code", "omschrijving", "periode", "waarde", "teken")


def csv_rows(figures: Figures) -> Iterator[tuple[Cell, ...]]:
    """Every figure of a report as a line, below a header; a hidden or missing one has a sign and no value."""
    yield CSV_HEADER
    for one in figures["periods"]:
        yield ("total", "total", _("Questions"), signed(one), *_value_and_sign(one["total"]))
    for one in figures["periods"]:
        for code in sorted(one["delivered"] + one["missing"]):
            figure: Figure = 1 if code in one["delivered"] else MISSING
            yield ("delivered", code, partner_name(code), signed(one), *_value_and_sign(figure))
    this = signed(figures["periods"][0])
    for table, code, value, sign in (*_counts(figures), *_shares(figures), *_changes(figures)):
        name = table if table in CAPTIONS else "theme"
        yield (table, code, name_of(figures, name, code), this, value, sign)


_Line = tuple[str, str, Cell, Cell]
"""A table, a row of it, a value and a sign."""


def _counts(figures: Figures) -> Iterator[_Line]:
    for table in figures["tables"]:
        for code, figure in table["rows"]:
            yield (table["name"], code, *_value_and_sign(figure))


def _shares(figures: Figures) -> Iterator[_Line]:
    for one in figures["own"]["shares"] if figures["own"] else []:
        yield ("own-share-percent", one["theme"], one["share"], "")
        yield ("own-low-percent", one["theme"], one["low"], "")
        yield ("own-high-percent", one["theme"], one["high"], "")


def _changes(figures: Figures) -> Iterator[_Line]:
    for comparison in figures["comparisons"]:
        for one in comparison["changes"]:
            factor = "" if one["detectable"] is None else str(one["detectable"])
            sign = f"{one['answer']} {one['direction']}"
            yield (f"change-since-{comparison['period']}", one["theme"], factor, sign)


def _value_and_sign(figure: Figure) -> tuple[Cell, Cell]:
    return (figure, "") if isinstance(figure, int) else ("", figure)


def as_text(figures: Figures) -> str:
    """The figures as plain tables for a terminal."""
    this = figures["periods"][0]
    delivered, missing = _("Partners that delivered"), _("Partners that did not deliver")
    return "\n\n".join(
        [
            *([] if this["complete"] else [provisional(this)]),
            _text_table(_("Questions"), [(signed(one), one["total"]) for one in figures["periods"]]),
            *([no_tables(this)] if this["total"] == MISSING else _tables(figures)),
            f"{delivered}: {partner_names(this['delivered'])}",
            f"{missing}: {partner_names(this['missing'])}",
        ]
    )


def _tables(figures: Figures) -> Iterator[str]:
    for table in figures["tables"]:
        yield _named_table(figures, table)
    if figures["own"]:
        yield "\n".join(checked(figures["own"]))
        if shares := [
            (name_of(figures, "theme", one["theme"]), f"{one['share']} % ({margin(one)})")
            for one in figures["own"]["shares"]
        ]:
            yield _text_table(_("Our own questions by theme"), shares)
    for comparison in figures["comparisons"]:
        rows = [(name_of(figures, "theme", one["theme"]), answer(one)) for one in comparison["changes"]]
        said = f"{_('Compared with %(period)s', period=comparison['period'])}: {compared(comparison)}"
        yield _text_table(said, rows) if rows else said


def _named_table(figures: Figures, table: TableFigures) -> str:
    rows = [(name_of(figures, table["name"], code), figure) for code, figure in table["rows"]]
    return _text_table(str(CAPTIONS[table["name"]]), rows)


def _text_table(caption: str, rows: Sequence[tuple[str, Figure]]) -> str:
    width = max(len(label) for label, _figure in rows)
    return "\n".join([caption, *(f"  {label:<{width}}  {figure:>9}" for label, figure in rows)])
