"""The themes of this installation: those that come along, and those that were added here."""

import datetime as dt
import re
import unicodedata

import sqlalchemy as sa
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from analysis.vocabulary import THEME_CODES, THEMES, Theme
from feedback import labels
from feedback.store.database import Database
from feedback.store.themes import StoredTheme

GROUP = "added"
"""The roll-up group of added themes."""
_LONGEST_CODE = 32


class ThemeExistsError(ValueError):
    """There is a theme with this code or name already."""


def ensure_shipped(session: Session) -> None:
    """Keeps the code of each theme that comes along and is not kept yet."""
    kept = codes(session)
    session.add_all(StoredTheme(code=code, keywords=[]) for code in THEME_CODES if code not in kept)


def themes(session: Session) -> tuple[Theme, ...]:
    """All themes, the shipped ones first, those added in the order in which they were."""
    return (*THEMES, *map(_theme, added(session)))


def known(database: Database) -> tuple[Theme, ...]:
    """All themes, read in a session of its own."""
    with database.session(write=False) as session:
        return themes(session)


def names(session: Session) -> dict[str, str]:
    """The name of each theme in the reader's words; an added one has a Dutch and an English name."""
    dutch = getattr(get_locale(), "language", "nl") == "nl"
    ours = {row.code: (row.name_nl if dutch else row.name_en) or row.code for row in added(session)}
    return {code: str(labels.THEMES[code]) for code in THEME_CODES} | ours


def codes(session: Session) -> set[str]:
    """The codes of all themes that a text can have."""
    return set(session.scalars(sa.select(StoredTheme.code)))


def add(
    session: Session,
    *,
    name_nl: str,
    name_en: str,
    definition: str,
    keywords: tuple[str, ...],
    account_id: int | None,
    today: dt.date,
) -> StoredTheme:
    """A new theme, which the classifier knows from its definition when it is next loaded.

    Raises ThemeExistsError when a theme has this name, whatever its case.
    """
    code = _code(name_en)
    taken = {name.casefold() for name in names(session).values()} | codes(session)
    if {code, name_nl.casefold(), name_en.casefold()} & taken:
        raise ThemeExistsError(_("There is a theme with this name already."))
    row = StoredTheme(
        code=code,
        name_nl=name_nl,
        name_en=name_en,
        definition=definition,
        keywords=list(keywords),
        added_on=today,
        added_by=account_id,
    )
    session.add(row)
    session.flush()
    return row


def added(session: Session) -> list[StoredTheme]:
    """The themes that were added here, in the order in which they were."""
    order = (StoredTheme.added_on, StoredTheme.code)
    return list(
        session.scalars(sa.select(StoredTheme).where(StoredTheme.added_on.is_not(None)).order_by(*order))
    )


def _theme(row: StoredTheme) -> Theme:
    return Theme(
        code=row.code,
        name_nl=row.name_nl or "",
        definition=row.definition or "",
        keywords=tuple(row.keywords),
        objectives=(),
        phases=(),
        partners=(),
        group=GROUP,
    )


def _code(name: str) -> str:
    """A code such as those of the taxonomy, from an English name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_CODE].strip("-") or "theme"
