"""People at the door: they fill in forms as a browser does, and say so when a page is not as expected."""

import re

import pytest
from flask import Flask

from feedback.demonstration.browser import Person, UnexpectedPageError, opened
from feedback.demonstration.pages import read_forms


def page(status: int) -> Flask:
    app = Flask(__name__)
    app.add_url_rule("/page", view_func=lambda: ("<title>Not &amp; here</title>", status))
    return app


@pytest.mark.parametrize(("status", "said"), [(404, "status 404, expected 200"), (200, "no form 'ask'")])
def test_an_unexpected_page_is_named_with_title_and_address(status: int, said: str) -> None:
    with opened(page(status)) as new_person, pytest.raises(UnexpectedPageError, match=said) as raised:
        look_for_a_form(new_person())
    assert re.search(r"“Not & here” at http://127\.0\.0\.1:\d+/page$", str(raised.value))


def look_for_a_form(person: Person) -> None:
    person.open("/page")
    person.form("ask")


def test_two_people_do_not_share_cookies(app: Flask) -> None:
    with opened(app) as new_person:
        one, other = new_person(), new_person()
        one.open("/nl/survey/ketendoel-10")
        one.send(one.form("start"), {})
        assert one.address == "/nl/survey/ketendoel-10/1"
        other.open("/nl/survey/ketendoel-10/1")
        assert other.address == "/nl/survey/ketendoel-10"


def test_forms_are_read_as_a_browser_reads_them() -> None:
    form = read_forms(
        '<input name="outside"><form id="f" method="POST" action="/to">'
        '<input type="hidden" name="key" value="k"><input type="file" name="file"><button name="go">'
        '<input type="radio" name="one" value="a"><input type="radio" name="one" value="b" checked>'
        '<input type="checkbox" name="box"><textarea name="text">\n\nfirst &lt; second</textarea>'
        '<select name="list"><option value="">-</option><option value="x" selected>X</option></select></form>'
    )["f"]
    assert (form.action, form.method) == ("/to", "post")
    assert form.values == {"key": "k", "one": "b", "text": "\nfirst < second", "list": "x"}
    assert form.choices == {"one": ["a", "b"], "box": ["on"], "list": ["", "x"]}
