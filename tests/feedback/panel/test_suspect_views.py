"""The page of suspects: two buttons each, for who may, and nothing is lost by a slip."""

import datetime as dt
import re
import uuid
from collections.abc import Callable

import pytest

from feedback.store.accounts import RoleName
from tests.conftest import TODAY
from tests.visitor import Visitor

SignIn = Callable[..., None]
Store = Callable[..., uuid.UUID]
Marks = Callable[[], dict[str, str | None]]
OLDEST = TODAY - dt.timedelta(days=89)
ADDRESS = "/en/panel/suspects"


@pytest.fixture
def coordinator(visitor: Visitor, sign_in: SignIn) -> Visitor:
    sign_in(visitor, RoleName.COORDINATOR)
    return visitor


def shown(page: str) -> list[str]:
    return re.findall(r'<blockquote class="said"[^>]*>([^<]*)<', page)


def test_the_page_says_when_why_and_what(coordinator: Visitor, ask: Store, answer: Store) -> None:
    ask("اشترِ <b>الآن</b>", why="copy", language="ar")
    answer(why="too-fast", day=OLDEST)
    page = coordinator.get(ADDRESS)
    assert "23-11-2026: The same text came several times" in page
    assert '<blockquote class="said" lang="ar" dir="rtl">اشترِ &lt;b&gt;' in page
    assert f"{OLDEST:%d-%m-%Y}: Sent faster than a person can do it" in page
    assert "There is no text in it." in page
    assert "2 are waiting." in page


def test_one_tap_says_that_it_is_real_and_it_leaves_the_page(
    marks: Marks, coordinator: Visitor, ask: Store
) -> None:
    mine = ask("een vraag")
    ask("koop nu")
    coordinator.get(ADDRESS)
    page = coordinator.submit(f"suspect-{mine}", verdict="real")
    assert marks() == {"een vraag": None, "koop nu": "trap"}
    assert shown(page) == ["koop nu"]


def test_spam_is_kept_and_can_be_called_real_later(marks: Marks, coordinator: Visitor, ask: Store) -> None:
    mine = ask("koop nu")
    coordinator.get(ADDRESS)
    page = coordinator.submit(f"suspect-{mine}", verdict="spam")
    assert "There is nothing to look at now." in page
    assert marks() == {"koop nu": "spam"}
    page = coordinator.get(f"{ADDRESS}?spam=1")
    assert (shown(page), "This is spam" in page) == (["koop nu"], False)
    coordinator.submit(f"suspect-{mine}", verdict="real")
    assert coordinator.address == f"{ADDRESS}?spam=1"
    assert marks() == {"koop nu": None}


def test_a_flood_is_judged_a_page_at_a_time(marks: Marks, coordinator: Visitor, ask: Store) -> None:
    for number in range(53):
        ask(f"koop {number}")
    coordinator.get(ADDRESS)
    sent = coordinator.client.get(ADDRESS).get_data(as_text=True)
    everything = re.findall(r'name="suspect" value="([^"]+)"', sent.split('id="all"')[1])
    page = coordinator.submit("all", verdict="spam", suspect=everything)
    assert (len(everything), len(shown(page))) == (50, 3)
    assert list(marks().values()).count("spam") == 50


def test_the_next_page_and_the_way_back(coordinator: Visitor, ask: Store) -> None:
    for number in range(52):
        ask(f"koop {number}")
    first = coordinator.get(ADDRESS)
    [following] = re.findall(r'<a href="([^"]+)">Next page', first)
    second = coordinator.get(following)
    assert not set(shown(first)) & set(shown(second))
    assert (len(shown(second)), "Next page" in second) == (2, False)
    assert "Back to the first page" in second


@pytest.mark.parametrize(
    "fields", [{"verdict": "delete"}, {"verdict": ""}, {"verdict": "spam", "csrf_token": "old"}]
)
def test_what_is_not_understood_changes_nothing(
    marks: Marks, coordinator: Visitor, ask: Store, fields: dict[str, str]
) -> None:
    mine = ask("koop nu")
    coordinator.get(ADDRESS)
    page = coordinator.submit(f"suspect-{mine}", **fields)
    assert (coordinator.status, shown(page)) == (400, ["koop nu"])
    assert marks() == {"koop nu": "trap"}


def test_nonsense_in_the_address_or_the_form_is_no_failure(
    marks: Marks, coordinator: Visitor, ask: Store
) -> None:
    mine = ask("koop nu")
    for nonsense in ("?after=x%00", f"?after={uuid.UUID(int=1)}", "?spam=%ff&_scheme=x&language=x"):
        coordinator.get(f"{ADDRESS}{nonsense}")
        assert coordinator.status == 200
    coordinator.get(ADDRESS)
    action = f"{ADDRESS}?_scheme=x&_external=1"
    coordinator.submit(f"suspect-{mine}", action=action, verdict="spam", suspect="x\0")
    assert coordinator.status == 200
    assert marks() == {"koop nu": "trap"}


@pytest.mark.parametrize("role", [RoleName.COORDINATOR, RoleName.ADMINISTRATOR])
def test_the_room_is_on_the_start_page_of_who_may_enter(
    visitor: Visitor, sign_in: SignIn, role: RoleName
) -> None:
    sign_in(visitor, role)
    assert f'href="{ADDRESS}"' in visitor.get("/en/staff/")
    visitor.get(ADDRESS)
    assert visitor.status == 200


@pytest.mark.parametrize("role", [RoleName.PANEL, RoleName.COMPILER])
def test_nobody_else_enters(
    marks: Marks, visitor: Visitor, sign_in: SignIn, ask: Store, role: RoleName
) -> None:
    mine = ask("koop nu")
    sign_in(visitor, role)
    assert f'href="{ADDRESS}"' not in visitor.get("/en/staff/")
    assert "koop nu" not in visitor.get(ADDRESS)
    visitor.post(ADDRESS, {"verdict": "real", "suspect": str(mine)})
    assert visitor.status == 403
    assert marks() == {"koop nu": "trap"}


def test_without_signing_in_nothing_is_read_or_changed(marks: Marks, visitor: Visitor, ask: Store) -> None:
    mine = ask("koop nu")
    assert "koop nu" not in visitor.get(ADDRESS)
    visitor.client.post(ADDRESS, data={"verdict": "real", "suspect": str(mine)})
    assert marks() == {"koop nu": "trap"}
