"""A coordinator takes a signal from a report to an agenda, and tells people what was done."""

from feedback.demonstration.browser import Person
from feedback.demonstration.stage import Stage

THEME = "exam-registration"
SIGNAL = {
    "title": "Te weinig plaatsen voor spreekexamens",
    "description": "Mensen kunnen zich niet aanmelden voor Spreken. Zij wachten, en hun termijn loopt door.",
    "source": "theme",
    "theme": THEME,
    "decision": "trend",
}
SECOND = {
    "title": "Brieven in moeilijk Nederlands",
    "description": "Het panel leest vaak dat mensen een brief niet begrijpen.",
    "source": "meeting",
    "theme": "information-digital",
    "decision": "",
}
REASONS = {
    "objectives": "Het raakt ketendoel 7: het examen op tijd plannen.",
    "partners": "DUO, gemeenten en taalaanbieders merken het.",
    "system": "Er is meer ruimte voor examens nodig.",
    "service": "Inburgeraars wachten en weten niet waar zij aan toe zijn.",
}
OUTCOME = {
    "nl": "Je vertelde ons: er is geen plaats voor het examen. Nu zijn er meer. Kijk op Mijn Inburgering.",
    "en": "You told us: there is no place for the exam. There will be more places. Look at Mijn Inburgering.",
    "ar": "قلتم لنا: لا يوجد مكان للامتحان. ستكون هناك أماكن أكثر. انظروا في Mijn Inburgering.",
    "ti": "ንፈተና ቦታ የለን ኢልኩም ነጊርኩምና። ተወሳኺ ቦታታት ክህሉ እዩ። ኣብ Mijn Inburgering ረኣዩ።",
}


def follow_signals(stage: Stage, coordinator: Person) -> None:
    """One signal is raised, weighed, discussed and told about; another one has just been raised."""
    stage.tell("A coordinator follows signals")
    coordinator.open("/nl/signals/meetings")
    day = str(stage.calendar.day)
    coordinator.send(coordinator.form("form"), {"kind": "schakeloverleg", "held_on": day})
    number = _raise(coordinator, SIGNAL)
    answers = {f"answer_{question}": "yes" for question in REASONS}
    reasons = {f"why_{question}": reason for question, reason in REASONS.items()}
    coordinator.send(coordinator.form("weigh"), {"decision": "trend", **answers, **reasons})
    meeting = next(code for code in coordinator.form("schedule").choices["meeting"] if code)
    place = {"level": "schakel", "destination": "schakeloverleg", "owner": "DUO", "meeting": meeting}
    coordinator.send(coordinator.form("schedule"), place)
    coordinator.send(coordinator.form("move"), {"to": "discussed", "note": "Breed herkend."})
    coordinator.send(coordinator.form("move"), {"to": "acting", "note": "DUO maakt meer plaatsen."})
    coordinator.open(f"/nl/signals/outcomes/new?signal={number}")
    texts = {f"text-{code}": text for code, text in OUTCOME.items() if code in stage.languages}
    coordinator.send(coordinator.form("form"), {"status": "changed", "publish": "1", **texts})
    _raise(coordinator, SECOND)


def _raise(coordinator: Person, signal: dict[str, str]) -> str:
    """The number of a new signal."""
    coordinator.open(f"/nl/signals/new?theme={signal['theme']}")
    coordinator.send(coordinator.form("form"), signal)
    return coordinator.address.rpartition("/")[2]
