"""Signing in: Flask-Security with our own form, one throttle per account, and nothing else that it can do."""

import datetime as dt
import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from flask import Flask, abort, redirect, request, url_for
from flask import session as cookie
from flask import wrappers as flask_wrappers
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_security import LoginForm, Security, SQLAlchemySessionUserDatastore, current_user
from limits import RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter
from werkzeug.local import LocalProxy
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField

from feedback.settings import Settings
from feedback.staff import accounts
from feedback.staff.accounts import normal_email, normal_password
from feedback.store.accounts import Account, Role
from feedback.web.sessions import session

WORKING_DAY = dt.timedelta(hours=10)
"""After this time a person signs in again."""


class SignInForm(LoginForm):
    """E-mail address and password; no way to stay signed in for longer."""

    email = EmailField(filters=[normal_email])
    password = PasswordField(filters=[normal_password])
    remember = None

    def validate(self, **kwargs: Any) -> bool:
        """Whether the two belong together; then nothing is left of the session before."""
        right: bool = super().validate(**kwargs)
        if right:
            cookie.clear()
        return right

    def validate_next(self, field: Any) -> None:
        """An address elsewhere is no reason to refuse: Flask-Security goes to the start page instead."""


class StaffCookie(SecureCookieSessionInterface):
    """The session cookie, which Flask-Login looks at in every request: cheap for the many who have none."""

    def open_session(self, app: Flask, request: flask_wrappers.Request) -> SecureCookieSession | None:
        """What the cookie says; who brings none needs no work on signatures."""
        if self.get_cookie_name(app) in request.cookies:
            return super().open_session(app, request)
        return self.session_class()

    def save_session(self, app: Flask, session: SessionMixin, response: flask_wrappers.Response) -> None:
        """Set the cookie if it changed, and say which responses depend on it."""
        if request.endpoint != "static":
            super().save_session(app, session, response)


def init(app: Flask) -> None:
    """Set up signing in at /<language>/staff/login."""
    app.config.update(_options(), PERMANENT_SESSION_LIFETIME=WORKING_DAY)
    store = SQLAlchemySessionUserDatastore(cast(Any, LocalProxy(session)), Account, Role)
    security = Security(app, store, login_form=SignInForm)
    security.want_json(lambda _request: False)
    security.unauthz_handler(_refuse)
    security.login_manager.request_loader(lambda _request: None)  # a cookie and no tokens
    app.session_interface = StaffCookie()
    app.view_functions["security.login"] = _guarded(app, app.view_functions["security.login"])


def _options() -> dict[str, Any]:
    return {
        "SECURITY_URL_PREFIX": "/<language:language>/staff",
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_CACHE_CONTROL": None,  # every page of ours is no-store already
        "SECURITY_LOGOUT_METHODS": None,  # ours ends all sessions of the account
        "SECURITY_FRESHNESS": dt.timedelta(seconds=-1),
        "SECURITY_LOGIN_USER_TEMPLATE": "staff/sign_in.html",
        "SECURITY_POST_LOGIN_VIEW": "staff.home",
        "SECURITY_FLASH_MESSAGES": False,
        "SECURITY_RETURN_GENERIC_RESPONSES": True,
        "SECURITY_USER_IDENTITY_ATTRIBUTES": [{"email": {"mapper": normal_email}}],
        "SECURITY_API_ENABLED_METHODS": ["session"],
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
        "SECURITY_PASSWORD_NORMALIZE_FORM": None,  # our form does that
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__time_cost": accounts.HASHER.time_cost,
            "argon2__memory_cost": accounts.HASHER.memory_cost,
            "argon2__parallelism": accounts.HASHER.parallelism,
        },
    }


def _refuse(_guard: str, _roles: list[str] | None) -> Response:
    """Where somebody goes who may not enter: to sign in first, or nowhere."""
    if current_user.is_authenticated:
        abort(403)
    here = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("security.login", next=here), 303)


def _guarded(app: Flask, view: Callable[[], Any]) -> Callable[[], Any]:
    """The view, refusing an account that was tried too often in a minute, whether it exists or not."""
    settings: Settings = app.extensions["settings"]
    throttle = FixedWindowRateLimiter(storage_from_string(settings.login_storage))
    allowed = RateLimitItemPerMinute(settings.login_attempts)

    @wraps(view)
    def only_forms() -> Any:
        if request.is_json:  # its e-mail address would escape the throttle
            abort(415)
        if request.method == "POST" and not throttle.hit(allowed, _account_typed()):
            abort(429)
        return view()

    return only_forms


def _account_typed() -> str:
    """What attempts are counted by: the account, never the address that they come from."""
    return hashlib.sha256(normal_email(request.form.get("email")).encode()).hexdigest()
