"""The list of signals, and the blueprint that the other pages of this wing hang on."""

import datetime as dt
from typing import Any

from flask import Blueprint, abort, render_template

from feedback.signals import lists, wording
from feedback.store.accounts import RoleName
from feedback.store.signals import Signal
from feedback.theming import taxonomy
from feedback.web.access import account, allow
from feedback.web.sessions import session, settings, today

blueprint = Blueprint(
    "signals", __name__, url_prefix="/<language:language>/signals", template_folder="templates"
)
READERS = (RoleName.COORDINATOR, RoleName.PANEL, RoleName.COMPILER)


@blueprint.get("/", endpoint="signals")
@allow(*READERS)
def list_signals() -> str:
    """All signals by what they need, and in how many of them something changes."""
    demonstration = settings().demonstration
    return page(
        "list",
        lists=lists.lists(session(), today(), demonstration=demonstration),
        measure=lists.measure(session(), demonstration=demonstration),
        most_days=lists.LONGEST_WAIT.days,
    )


def page(name: str, **shown: Any) -> str:
    """A page of this wing with the words that all of them need."""
    return render_template(
        f"signals/{name}.html",
        wording=wording,
        names=taxonomy.names(session()),
        today=today(),
        may_coordinate=account().has_role(RoleName.COORDINATOR),
        **shown,
    )


def signal_or_404(number: int) -> Signal:
    """The signal of an address; else 404."""
    return lists.find(session(), number, demonstration=settings().demonstration) or abort(404)


def by() -> dict[str, Any]:
    """Who does something, and when, as a step wants to know it."""
    return {"moment": dt.datetime.now(dt.UTC), "today": today(), "account_id": account().id}
