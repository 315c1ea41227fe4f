"""All tables in one place, for the migrations and their tests."""

from feedback.store import (
    accounts,
    deliveries,
    invitations,
    reports,
    responses,
    signals,
    surveys,
    themes,
    verbatims,
)
from feedback.store.base import Base

__all__ = [
    "Base",
    "accounts",
    "deliveries",
    "invitations",
    "reports",
    "responses",
    "signals",
    "surveys",
    "themes",
    "verbatims",
]
