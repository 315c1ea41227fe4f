"""What went into a demonstration, and how to look at it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.vocabulary import Partner
from feedback.demonstration.staff import ACCOUNTS, DemonstrationAccount

LANGUAGES_SHOWN = ("nl", "ar")
PAGES = {
    "Start page": "/",
    "Survey": "/survey/ketendoel-10",
    "Ask a question": "/ask",
    "Where to ask": "/where-to-ask",
    "What we did": "/what-we-did",
}
STAFF_PAGES = {
    "Sign in": "/nl/staff/login",
    "Links, posters (coordinator)": "/nl/surveys/ketendoel-10",
    "Perhaps spam (coordinator)": "/nl/panel/suspects",
    "Texts to read (panel)": "/nl/panel/",
    "Random sample (panel)": "/nl/panel/audit",
    "Signals (coordinator, panel, compiler)": "/nl/signals/",
    "What is new (coordinator, panel)": "/nl/panel/new",
    "People and computer (panel, compiler)": "/nl/panel/confusion",
    "How good the model is": "/nl/model/",
    "Deliveries (partner, compiler)": "/nl/deliveries/",
}


@dataclass(frozen=True)
class PeriodSummary:
    """What happened in one tertial; `deliveries` are the questions that count of each partner.

    `report` is the address of the compiled report, without the host.
    """

    period: str
    responses: int
    questions: int
    reviews: int
    audited: int
    deliveries: Mapping[Partner, int]
    report: str

    @property
    def total(self) -> int:
        """All questions that the report of the tertial counts."""
        return self.questions + sum(self.deliveries.values())


@dataclass(frozen=True)
class Summary:
    """A filled installation: its tertials in their order, and the accounts with their one passphrase."""

    periods: tuple[PeriodSummary, ...]
    passphrase: str
    accounts: tuple[DemonstrationAccount, ...] = ACCOUNTS

    @property
    def addresses(self) -> dict[str, str]:
        """What there is to open, by name: addresses without the host."""
        pages = {
            f"{name} ({language})": f"/{language}{path}"
            for language in LANGUAGES_SHOWN
            for name, path in PAGES.items()
        }
        return pages | STAFF_PAGES | {f"Report {one.period}": one.report for one in self.periods}

    def as_text(self, host: str) -> str:
        """The summary for a terminal, with addresses at a host such as http://127.0.0.1:8000."""
        return "\n".join(["", *self._counts(), "", *self._pages(host), "", *self._sign_in(), ""])

    def _counts(self) -> Iterator[str]:
        yield "This is a demonstration: nothing in it is real."
        for one in self.periods:
            partners = ", ".join(f"{partner} {number}" for partner, number in one.deliveries.items())
            yield f"{one.period}: {one.responses} surveys answered, {one.questions} questions asked,"
            yield f"  {one.reviews} texts read by the panel and {one.audited} times one of the random sample,"
            yield f"  questions of partners: {partners}"
            yield f"  together {one.total} questions in the report"

    def _pages(self, host: str) -> Iterator[str]:
        yield "Open:"
        for name, path in self.addresses.items():
            yield f"  {name:<32} {host}{path}"

    def _sign_in(self) -> Iterator[str]:
        yield f"Sign in with one of these and the passphrase {self.passphrase}"
        for account in self.accounts:
            yield f"  {account.email:<36} {account.role}{f' of {account.partner}' if account.partner else ''}"
