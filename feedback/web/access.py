"""Who may enter: a page of staff names its roles, and no page is open by oversight."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask_security import current_user, roles_accepted

from feedback.store.accounts import Account, RoleName

View = TypeVar("View", bound=Callable[..., Any])


def allow(*roles: RoleName) -> Callable[[View], View]:
    """A decorator that lets in only signed-in people with one of the roles, and says so on the view."""

    def guard(view: View) -> View:
        guarded = roles_accepted(*(role.value for role in roles))(view)
        guarded.allowed = frozenset(roles)
        return guarded  # type: ignore[no-any-return]

    return guard


def account() -> Account:
    """The account that is signed in; only for views behind `allow`."""
    found: Account = current_user._get_current_object()
    return found
