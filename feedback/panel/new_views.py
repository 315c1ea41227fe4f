"""What is new, and how it becomes a theme; and how far the computer is with reading everything again."""

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField

from feedback.panel.views import blueprint
from feedback.store.accounts import RoleName
from feedback.theming import novel, taxonomy
from feedback.theming.finding import progress
from feedback.web.access import account, allow
from feedback.web.sessions import session, today

LONGEST_NAME = 80
SHORTEST_DEFINITION = 20
LONGEST_DEFINITION = 400
MOST_WORDS = 20


class ThemeForm(FlaskForm):  # type: ignore[misc]
    """The words of a new theme; the classifier reads all of them."""

    name_nl = StringField()
    name_en = StringField()
    definition = StringField()
    keywords = StringField()

    @property
    def words(self) -> tuple[str, ...]:
        """The keywords, which commas separate."""
        return tuple(word.strip() for word in (self.keywords.data or "").split(",") if word.strip())

    def problems(self) -> dict[str, str]:
        """What must be put right, by field."""
        found = {}
        for name in ("name_nl", "name_en"):
            if not 0 < len((self[name].data or "").strip()) <= LONGEST_NAME:
                found[name] = _("Write a name of at most %(number)s characters.", number=LONGEST_NAME)
        if not SHORTEST_DEFINITION <= len((self.definition.data or "").strip()) <= LONGEST_DEFINITION:
            found["definition"] = _(
                "Write a sentence of %(least)s to %(most)s characters.",
                least=SHORTEST_DEFINITION,
                most=LONGEST_DEFINITION,
            )
        if len(self.words) > MOST_WORDS:
            found["keywords"] = _("Write at most %(number)s words.", number=MOST_WORDS)
        return found


@blueprint.get("/new", endpoint="new")
@allow(RoleName.PANEL, RoleName.COORDINATOR)
def look() -> str:
    """Groups of texts that are unlike everything known, and a form for who may make a theme of one."""
    return _page(ThemeForm(formdata=None), {})


@blueprint.post("/new")
@allow(RoleName.COORDINATOR)
def add() -> Response | tuple[str, int]:
    """A theme added; the computer reads all texts again in the background."""
    form = ThemeForm()
    problems = form.problems()
    if not form.validate_on_submit():
        problems.setdefault("name_nl", _("This page was open for a long time. Please send it again."))
    if not problems:
        try:
            _add(form)
        except taxonomy.ThemeExistsError as error:
            problems["name_nl"] = str(error)
    if problems:
        return _page(form, problems), 400
    flash(_("The theme is added. The computer now reads all texts again; what people decided stays."))
    return redirect(url_for("panel.new"), 303)


def _add(form: ThemeForm) -> None:
    taxonomy.add(
        session(),
        name_nl=(form.name_nl.data or "").strip(),
        name_en=(form.name_en.data or "").strip(),
        definition=(form.definition.data or "").strip(),
        keywords=form.words,
        account_id=account().id,
        today=today(),
    )
    session().commit()


def _page(form: ThemeForm, problems: dict[str, str]) -> str:
    themer = current_app.extensions["themer"]
    texts, done = session().execute(progress(themer.version or "")).one()
    return render_template(
        "panel/new.html",
        groups=novel.groups(session(), themer.folder, today()),
        added=taxonomy.added(session()),
        texts=texts,
        done=done,
        may_add=account().has_role(RoleName.COORDINATOR),
        form=form,
        problems=problems,
    )
