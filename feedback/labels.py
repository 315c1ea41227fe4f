"""Codes of the vocabulary turned into the reader's words; codes are stored, words never."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from analysis.vocabulary import UNDECIDED, Flag, Partner
from feedback.languages import KNOWN, locale_of

ASKERS: dict[str, LazyString] = {
    "asylum": _("I am a newcomer with asylum"),
    "family": _("I am a newcomer and came for family or another reason"),
    "voluntary": _("I am integrating by my own choice"),
    "relative": _("I help somebody as partner, family or volunteer"),
    "municipality": _("I work for a municipality"),
    "provider": _("I work for a school or course"),
    "support-org": _("I work for an organisation that helps people"),
    "chain-partner": _("I work for another organisation in integration"),
    "resident": _("I am somebody else"),
    "unknown": _("I would rather not say"),
}
ASKER_NAMES: dict[str, LazyString] = {
    "asylum": _("Newcomer, asylum"),
    "family": _("Newcomer, family or other reason"),
    "voluntary": _("Voluntary newcomer"),
    "relative": _("Partner, family or volunteer"),
    "municipality": _("Municipality"),
    "provider": _("Language or participation provider"),
    "support-org": _("Civil society organisation"),
    "chain-partner": _("Other chain partner"),
    "resident": _("Other resident or employer"),
    "unknown": _("Unknown"),
}
LAWS: dict[str, LazyString] = {
    "wi2021": _("The law of 2021 (Wi2021)"),
    "wi2013": _("The law of 2013 (Wi2013)"),
    "wi2007": _("The law of 2007 (Wi2007)"),
    "unknown": _("I do not know"),
}
LAW_NAMES: dict[str, LazyString] = {
    "wi2007": _("Wi2007"),
    "wi2013": _("Wi2013"),
    "wi2021": _("Wi2021"),
    "unknown": _("Unknown"),
}
CHANNELS: dict[str, LazyString] = {
    "form": _("Web form"),
    "phone": _("Telephone"),
    "email": _("E-mail"),
    "desk": _("Desk or consultation hour"),
    "letter": _("Letter"),
    "social": _("Social media"),
    "meeting": _("Meeting"),
    "other": _("Other"),
    "unknown": _("Unknown"),
}
OUTCOMES: dict[str, LazyString] = {
    "heard": _("We heard you"),
    "looking": _("We are looking at it"),
    "changed": _("It has changed"),
    "not-possible": _("It is not possible"),
}
"""What was done with what people said."""
THEMES: dict[str, LazyString] = {
    "obligation": _("The obligation and which law"),
    "start-waiting": _("Start and waiting"),
    "plan-route": _("Intake, plan (PIP) and learning route"),
    "course": _("Language lessons and school"),
    "knm-map-pvt": _("KNM, MAP and PVT (and ONA)"),
    "exam-registration": _("Signing up for and taking exams"),
    "exam-content": _("What is in the exam, and practising"),
    "exam-results": _("Result, resit and diploma"),
    "deadline-extension": _("Term and more time"),
    "exemption": _("Exemption"),
    "fine-objection": _("Fine and objection"),
    "costs-loan": _("Costs, loan and paying back"),
    "guidance-contact": _("Guidance and contact"),
    "information-digital": _("Information, letters and websites"),
    "work-education": _("Work, volunteering and study"),
    "residence-nationality": _("Residence permit and Dutch passport"),
    "living-conditions": _("Housing, family, travel, health and money"),
    "other": _("Something else"),
    UNDECIDED: _("Not decided yet"),
}
PARTNERS: dict[str, LazyString | str] = {
    Partner.BLIK_OP_WERK: "Blik op Werk",
    Partner.COA: "COA",
    Partner.CVTE: "CvTE",
    Partner.DIVOSA: "Divosa",
    Partner.DUO: "DUO",
    Partner.GEMEENTE: _("Your municipality (gemeente)"),
    Partner.IND: "IND",
    Partner.NUFFIC: "Nuffic",
    Partner.SBB: "SBB",
    Partner.SZW: _("Ministry of Social Affairs (SZW)"),
    Partner.TAALAANBIEDER: _("Your language school"),
    Partner.VLUCHTELINGENWERK: "VluchtelingenWerk Nederland",
    Partner.VNG: "VNG",
}
PARTNER_HELP: dict[str, LazyString] = {
    Partner.BLIK_OP_WERK: _("The quality mark of schools. Complaints about a school."),
    Partner.COA: _("Living in a reception centre (azc) and first lessons there."),
    Partner.CVTE: _("Rules about the exams."),
    Partner.DIVOSA: _("Questions of municipalities about intake, plan and lessons."),
    Partner.DUO: _("Exams, your term, exemption, the loan, letters and Mijn Inburgering."),
    Partner.GEMEENTE: _("Your intake, your plan (PIP), your lessons and help nearby."),
    Partner.IND: _("Your residence permit and becoming Dutch."),
    Partner.NUFFIC: _("What your foreign diploma is worth: higher education."),
    Partner.SBB: _("What your foreign diploma is worth: vocational education."),
    Partner.SZW: _("The law on integration."),
    Partner.TAALAANBIEDER: _("Your lessons, your teacher and your timetable."),
    Partner.VLUCHTELINGENWERK: _("Help and advice for refugees, in many languages."),
    Partner.VNG: _("Questions of municipalities about agreements and systems."),
}
FLAGS: dict[str, LazyString] = {
    Flag.DISTRESS: _("This person may be in distress"),
    Flag.VIOLENCE_SAFETY: _("Violence or safety"),
    Flag.DISCRIMINATION: _("Discrimination"),
    Flag.FRAUD: _("Fraud"),
    Flag.PERSONAL_DATA: _("There may be personal data in this text"),
    Flag.UKRAINE_TP: _("Somebody from Ukraine"),
}


def language_name(code: str) -> str:
    """What speakers of any language call it; its code where that is not known."""
    if code in KNOWN:
        return KNOWN[code].own_name
    locale = locale_of(code)
    return (locale and locale.get_display_name()) or code


def moment(when: dt.datetime) -> str:
    """A moment in Dutch time, in digits, because months have other names in other calendars."""
    return f"{when.astimezone(ZoneInfo('Europe/Amsterdam')):%d-%m-%Y %H:%M}"


MASKS: dict[str, LazyString] = {
    "[bsn]": _("(number left out)"),
    "[v-number]": _("(number left out)"),
    "[number]": _("(number left out)"),
    "[iban]": _("(number left out)"),
    "[phone]": _("(number left out)"),
    "[email]": _("(address left out)"),
    "[postcode]": _("(address left out)"),
    "[link]": _("(address left out)"),
    "[birth-date]": _("(date left out)"),
    "[name]": _("(name left out)"),
}
_MASK = re.compile(r"\[[a-z-]+\]")


def shown_masks(text: str) -> str:
    """A masked text with words of the reader where something was taken out."""
    return _MASK.sub(lambda mask: str(MASKS.get(mask[0], mask[0])), text)
