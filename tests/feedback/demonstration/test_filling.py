"""A demonstration is filled through the pages of real users, and holds exactly what it says it holds."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
import sqlalchemy as sa

from analysis.periods import Tertial
from analysis.themes.classifier import Classifier
from analysis.themes.training import load
from analysis.vocabulary import LANGUAGES, Partner
from feedback.app import create_app
from feedback.demonstration.filling import NotEmptyError, fill
from feedback.demonstration.sayings import FOLDER
from feedback.demonstration.staff import ACCOUNTS
from feedback.demonstration.stage import Size
from feedback.demonstration.summary import Summary
from feedback.settings import Settings
from feedback.store.accounts import Account, RoleName
from feedback.store.database import Database
from feedback.store.deliveries import Delivery
from feedback.store.reports import Report
from feedback.store.responses import Draft, Response
from feedback.store.themes import StoredTheme
from feedback.store.verbatims import Decision, Occasion, Prediction, Purpose, Verbatim
from feedback.theming.themer import Themer, Themes
from tests.visitor import Visitor

TODAY = dt.date(2026, 11, 23)
PAST, PRESENT = Tertial(2026, 2), Tertial(2026, 3)
TINY = Size(responses=16, questions=13, reviews=3, delivered=400)
LEAST = Size(responses=1, questions=1, reviews=2, delivered=30)
Row = TypeVar("Row")


@dataclass(frozen=True)
class Filled:
    """A tiny demonstration, what was told while it was made, and its store."""

    summary: Summary
    told: list[str]
    settings: Settings
    database: Database

    def all_of(self, model: type[Row]) -> list[Row]:
        with self.database.session(write=False) as session:
            return list(session.scalars(sa.select(model)).unique())


@pytest.fixture(scope="module")
def themer(word_classifier: Classifier, tmp_path_factory: pytest.TempPathFactory) -> Themer:
    return Themer(tmp_path_factory.mktemp("themer"), lambda _folder, _themes: word_classifier)


@pytest.fixture(scope="module")
def filled(themer: Themer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("demo"), demonstration=True)
    told: list[str] = []
    summary = fill(settings, told.append, TINY, today=TODAY, themer=themer)
    database = Database(settings.database)
    yield Filled(summary, told, settings, database)
    database.dispose()


@pytest.fixture
def visitor(filled: Filled) -> Visitor:
    return Visitor(create_app(filled.settings, lambda: TODAY, filled.database))


def test_the_store_holds_what_the_summary_says(filled: Filled) -> None:
    questions = [row.received_on for row in filled.all_of(Verbatim) if row.purpose is Purpose.QUESTION]
    responses = [row.received_on for row in filled.all_of(Response)]
    assert [one.period for one in filled.summary.periods] == [str(PAST), str(PRESENT)]
    for one in filled.summary.periods:
        assert sum(str(Tertial.of(day)) == one.period for day in responses) == one.responses == TINY.responses
        assert sum(str(Tertial.of(day)) == one.period for day in questions) == one.questions == TINY.questions
    past, present = filled.summary.periods
    occasions = Counter(decision.occasion for decision in filled.all_of(Decision))
    assert occasions[Occasion.QUEUE] == past.reviews + present.reviews == 6
    assert occasions[Occasion.AUDIT] == past.audited == 2 * TINY.questions
    assert present.audited == 0  # for who looks at the demonstration to try
    assert filled.all_of(Draft) == []


def test_a_report_counts_all_questions_asked_and_delivered(filled: Filled) -> None:
    frozen = {report.period: json.loads(report.figures)["periods"] for report in filled.all_of(Report)}
    past, present = (one.total for one in filled.summary.periods)
    assert [one["total"] for one in frozen[str(PAST)]] == [past, ".", "."]
    assert [one["total"] for one in frozen[str(PRESENT)]] == [present, past, "."]
    assert frozen[str(PRESENT)][0]["missing"] == [Partner.IND]


def test_one_partner_is_missing_and_one_delivered_again(filled: Filled) -> None:
    numbers: dict[str, dict[Partner, int]] = {str(PAST): {}, str(PRESENT): {}}
    for delivery in filled.all_of(Delivery):
        numbers[delivery.period][delivery.partner] = max(
            delivery.number, numbers[delivery.period].get(delivery.partner, 0)
        )
    once = dict.fromkeys((Partner.COA, Partner.GEMEENTE, Partner.IND, Partner.VLUCHTELINGENWERK), 1)
    assert numbers[str(PAST)] == once | {Partner.VLUCHTELINGENWERK: 2}
    assert numbers[str(PRESENT)] == {partner: 1 for partner in once if partner is not Partner.IND}
    assert [set(one.deliveries) for one in filled.summary.periods] == [set(once), set(once) - {Partner.IND}]


def test_everything_is_labelled_as_demonstration(filled: Filled, visitor: Visitor) -> None:
    labelled: tuple[type[Any], ...] = (Account, Response, Verbatim, Delivery, Report)
    for model in labelled:
        assert {row.demonstration for row in filled.all_of(model)} == {True}, model
    assert 'class="demo"' in visitor.get("/nl/")


def test_people_come_in_all_languages_and_over_the_whole_tertial(filled: Filled) -> None:
    responses = filled.all_of(Response)
    for tertial in (PAST, PRESENT):
        theirs = [row for row in responses if Tertial.of(row.received_on) == tertial]
        assert {row.language for row in theirs} == set(LANGUAGES)
        assert len({row.received_on.month for row in theirs}) >= 3
    assert max(row.received_on for row in responses) <= TODAY


def test_every_text_got_a_theme_and_the_panel_knew_the_right_one(filled: Filled) -> None:
    written = filled.all_of(Verbatim)
    assert {row.verbatim_id for row in filled.all_of(Prediction)} == {row.id for row in written}
    said = {row.id: row.text for row in written}
    misread = 0
    for decision in filled.all_of(Decision):
        text = said[decision.verbatim_id]
        right = decision.theme in {known.theme for known in load(FOLDER) if known.text in text}
        assert right or decision.occasion == Occasion.AUDIT
        misread += not right
    assert misread < TINY.questions / 2


def test_a_theme_was_added_while_the_service_ran(filled: Filled) -> None:
    added = [theme.name_nl for theme in filled.all_of(StoredTheme) if theme.added_on]
    assert added == ["Kinderopvang"]


def test_progress_is_told(filled: Filled) -> None:
    assert f"{PAST}, survey answers: 16 of 16" in filled.told
    assert f"{PRESENT}, questions: 13 of 13" in filled.told


def test_every_account_can_sign_in_with_the_passphrase(filled: Filled, visitor: Visitor) -> None:
    assert {account.role for account in ACCOUNTS} == set(RoleName)
    for account in filled.summary.accounts:
        visitor.get("/nl/staff/login")
        visitor.submit("login", email=account.email, password=filled.summary.passphrase)
        assert account.email in visitor.text
        visitor.submit("sign-out")


def test_every_address_opens_for_who_may_see_it(filled: Filled, visitor: Visitor) -> None:
    visitor.get("/nl/staff/login")
    visitor.submit("login", email="compiler@demo.example.org", password=filled.summary.passphrase)
    for name, address in filled.summary.addresses.items():
        visitor.get(address)
        of_others = "panel)" in name or "(coordinator)" in name
        assert visitor.status == (403 if of_others else 200), name


def test_the_summary_says_what_went_in_where_to_look_and_how_to_sign_in(filled: Filled) -> None:
    text = filled.summary.as_text("http://example.org")
    wanted = [
        *(f"together {one.total} questions" for one in filled.summary.periods),
        *(f"http://example.org{address}\n" for address in filled.summary.addresses.values()),
        *(account.email for account in filled.summary.accounts),
        filled.summary.passphrase,
    ]
    assert [words for words in wanted if words not in text] == []


def test_a_fill_on_the_first_day_of_a_tertial_works_on_both_databases_and_only_once(
    database: Database, themer: Themer, tmp_path: Path
) -> None:
    url = database.url.render_as_string(hide_password=False)
    settings = Settings(data_dir=tmp_path, database_url=url, demonstration=True)
    summary = fill(settings, lambda _message: None, LEAST, today=PRESENT.first_day, themer=themer)
    with database.session(write=False) as session:
        assert session.scalar(sa.select(sa.func.max(Response.received_on))) == PRESENT.first_day
        assert session.scalar(sa.select(sa.func.count()).select_from(Report)) == len(summary.periods) == 2
    with pytest.raises(NotEmptyError, match="accounts"):
        fill(settings, lambda _message: None, LEAST, themer=themer)


def test_without_a_classifier_everything_arrives_and_waits_for_a_theme(tmp_path: Path) -> None:
    def broken(_folder: Path, _themes: Themes) -> Classifier:
        raise OSError("the file is damaged")

    settings = Settings(data_dir=tmp_path, demonstration=True)
    fill(settings, lambda _message: None, LEAST, today=TODAY, themer=Themer(tmp_path, broken))
    database = Database(settings.database)
    with database.session(write=False) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Prediction)) == 0
        assert session.scalar(sa.select(sa.func.count()).select_from(Decision)) == 4
    database.dispose()


def test_an_installation_that_is_no_demonstration_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="demonstration"):
        fill(Settings(data_dir=tmp_path), lambda _message: None, LEAST)
    assert list(tmp_path.iterdir()) == []
