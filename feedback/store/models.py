"""All tables in one place, for the migrations and their tests."""

from feedback.store import accounts, deliveries, reports, responses, surveys, verbatims
from feedback.store.base import Base

__all__ = ["Base", "accounts", "deliveries", "reports", "responses", "surveys", "verbatims"]
