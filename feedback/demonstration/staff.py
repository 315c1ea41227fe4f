"""People who sign in: they get their accounts, read texts, deliver counts and compile reports."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from analysis.periods import Tertial
from analysis.vocabulary import Partner
from feedback.demonstration.browser import Person
from feedback.demonstration.registers import REGISTERS, Line, counted, filled_in, total, with_mistakes
from feedback.demonstration.respondents import SURVEY
from feedback.demonstration.stage import Stage
from feedback.staff.accounts import create_account
from feedback.store.accounts import RoleName
from feedback.store.database import Database

CARELESS = Partner.GEMEENTE
"""The partner whose first file is wrong."""
PRECISE = Partner.VLUCHTELINGENWERK
"""The partner that finds more questions and delivers again."""
SECOND_READER = "panel2"
MISREAD = 0.1
"""How often a reader of the random sample chooses another theme than the writer had in mind."""
CHILD_CARE = {
    "name_nl": "Kinderopvang",
    "name_en": "Child care",
    "definition": "Whether children can be looked after during lessons, where, and who pays for it.",
    "keywords": "kinderopvang, crèche, oppas, gastouder, kinderopvangtoeslag",
}
LATE = Partner.IND
"""The partner that has not delivered for the present tertial."""


@dataclass(frozen=True)
class DemonstrationAccount:
    """An account that anybody may try."""

    email: str
    role: RoleName
    partner: Partner | None = None


def _address(name: str) -> str:
    return f"{name}@demo.example.org"


ACCOUNTS = (
    *(
        DemonstrationAccount(_address(role), role)
        for role in (RoleName.PANEL, RoleName.COMPILER, RoleName.COORDINATOR, RoleName.ADMINISTRATOR)
    ),
    DemonstrationAccount(_address(SECOND_READER), RoleName.PANEL),
    *(DemonstrationAccount(_address(partner), RoleName.PARTNER, partner) for partner in REGISTERS),
)


def open_accounts(database: Database, passphrase: str) -> None:
    """All demonstration accounts in the store, with one passphrase."""
    with database.session(write=True) as session:
        for account in ACCOUNTS:
            create_account(
                session, account.email, passphrase, [account.role], account.partner, demonstration=True
            )
        session.commit()


@dataclass(frozen=True)
class Colleagues:
    """The people who do the work of a tertial, signed in."""

    panel: Person
    second_reader: Person
    compiler: Person
    coordinator: Person
    partners: Mapping[Partner, Person]

    @classmethod
    def signed_in(cls, new_person: Callable[[], Person], passphrase: str) -> "Colleagues":
        """All of them, each signed in with an account of their own."""
        return cls(
            _sign_in(new_person(), _address(RoleName.PANEL), passphrase),
            _sign_in(new_person(), _address(SECOND_READER), passphrase),
            _sign_in(new_person(), _address(RoleName.COMPILER), passphrase),
            _sign_in(new_person(), _address(RoleName.COORDINATOR), passphrase),
            {
                account.partner: _sign_in(new_person(), account.email, passphrase)
                for account in ACCOUNTS
                if account.partner
            },
        )


def _sign_in(person: Person, email: str, passphrase: str) -> Person:
    person.open("/nl/staff/login")
    person.send(person.form("login"), {"email": email, "password": passphrase})
    person.form("sign-out")
    return person


def invite(stage: Stage, coordinator: Person, tertial: Tertial) -> list[str]:
    """The tokens of personal links, as they stand in the file that a coordinator downloads."""
    stage.calendar.day = tertial.first_day
    coordinator.open(f"/nl/surveys/{SURVEY}")
    wanted = {
        "number": str(stage.size.invitations),
        "expires_on": str(stage.today),
        "label": f"Brieven {tertial}",
    }
    coordinator.send(coordinator.form("invite"), wanted)
    return re.findall(r"/nl/i/(\w+)", coordinator.page)


def review(stage: Stage, member: Person, tertial: Tertial) -> int:
    """How many texts a member of the panel read and decided about; the right theme is known here."""
    member.open("/nl/panel/")
    made = 0
    for _ in stage.each(f"{tertial}, texts read by the panel", range(stage.size.reviews)):
        if "another" in member.forms:
            member.send(member.form("another"), {"theme": stage.sayings.theme_of(_shown(member.page))})
            made += 1
    return made


def audit(stage: Stage, colleagues: Colleagues, tertial: Tertial) -> int:
    """How many texts of the random sample were read; now and then a reader chooses something else."""
    made = 0
    for member in (colleagues.panel, colleagues.second_reader):
        stage.tell(f"{tertial}, random sample")
        member.open("/nl/panel/audit")
        while "form" in member.forms:
            theme = stage.sayings.theme_of(_shown(member.page))
            other = stage.dice.random() < MISREAD
            member.send(member.form("form"), {"theme": "information-digital" if other else theme})
            made += 1
    return made


def add_theme(stage: Stage, coordinator: Person) -> None:
    """A theme that the service does not come with; the computer finds it by its words from then on."""
    stage.tell("A coordinator adds a theme")
    coordinator.open("/nl/panel/new")
    coordinator.send(coordinator.form("form"), CHILD_CARE)


def _shown(page: str) -> str:
    said = re.search(r'<blockquote class="said"[^>]*>(.*?)</blockquote>', page, re.DOTALL)
    return html.unescape(said[1]) if said else ""


def deliver(stage: Stage, partners: Mapping[Partner, Person], tertial: Tertial) -> dict[Partner, int]:
    """How many questions count of each partner that delivered for a tertial."""
    is_past = tertial != Tertial.of(stage.today)
    on_time = [partner for partner in partners if is_past or partner is not LATE]
    return {
        partner: _deliver(stage, partner, partners[partner], tertial, is_past)
        for partner in stage.each(f"{tertial}, deliveries of partners", on_time)
    }


def _deliver(stage: Stage, partner: Partner, person: Person, tertial: Tertial, is_past: bool) -> int:
    number = stage.size.delivered * REGISTERS[partner].share / 100 * stage.dice.uniform(0.85, 1.15)
    lines = counted(stage.dice, partner, tertial, round(number))
    if is_past and partner is CARELESS:
        _upload(person, partner, tertial, with_mistakes(lines), status=400)
    if is_past and partner is PRECISE:
        _upload(person, partner, tertial, lines[::2])
    _upload(person, partner, tertial, lines)
    return total(lines)


def _upload(person: Person, partner: Partner, tertial: Tertial, lines: list[Line], status: int = 200) -> None:
    file_type = REGISTERS[partner].file_type
    template = person.open(f"/nl/deliveries/{tertial}.{file_type}")
    person.open("/nl/deliveries/")
    file = (f"vragen-{tertial}-{partner}.{file_type}", filled_in(template, file_type, lines))
    person.send(person.form("deliver"), {"period": str(tertial)}, {"file": file}, status)


def compile_report(compiler: Person, tertial: Tertial) -> str:
    """The address of the report that was compiled on a tertial."""
    compiler.open("/nl/reports/")
    compiler.send(compiler.form("compile"), {"period": str(tertial)})
    return compiler.address
