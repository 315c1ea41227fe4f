"""The survey on a cheap phone with a poor line, in a real Chromium: what is fetched, and how long one waits.

    .venv/bin/python bench/phone.py [--repeat 5] [--language nl] [--survey bench]

The phone of the peers' measurements: 400 ms latency, 50,000 bytes a second both ways, CPU four times
slower, 360 pixels; each walk begins with a cold cache. Waiting counts from the address, and from each
tap, until what is used next is visible (as it was for the peers), and is added up until the thanks are
there; "first paint" is the first contentful paint. Medians. The survey is the one that the peers had,
8 questions (`bench`), or `ketendoel-10`. Bytes and requests are exact; times depend on the machine, so
nothing is gated on them.
"""

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserType, Page, sync_playwright
from service import Service

SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWER_CPU = 4
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
LOOK = "#check:visible, #send"
"""The look at one's answers, of the script and of the server."""
PEERS = [
    ("LimeSurvey, all questions on one page", "30", "940,187", "8.8", "9.1", "10.9"),
    ("LimeSurvey, one question a page", "30", "938,287", "8.9", "9.1", "18.9"),
    ("SurveyJS (front end only)", "7", "433,943", "10.2", "10.2", "10.7"),
]


@dataclass
class Walk:
    """One respondent's way: what the first page took, and what each tap made them wait, in seconds."""

    requests: int = 0
    size: int = 0
    paint: float | None = None
    usable: float = 0.0
    waits: list[float] = field(default_factory=list)

    @property
    def waiting(self) -> float:
        """All waiting until the thanks are there."""
        return self.usable + sum(self.waits)


def walk(
    browsers: BrowserType, address: str, survey: str, language: str, *, script: bool, slow: bool
) -> Walk:
    """One walk through a survey, with our script or with JavaScript switched off."""
    found = Walk()
    with tempfile.TemporaryDirectory() as profile, phone(browsers, profile, script) as page:
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.on("Network.loadingFinished", lambda event: _count(found, event))
        if slow:
            line.send("Network.emulateNetworkConditions", SLOW)
            line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
        begun = time.perf_counter()
        page.goto(f"{address}/{language}/survey/{survey}", wait_until="commit")
        page.locator("#start button").wait_for()
        found.usable = time.perf_counter() - begun
        page.wait_for_load_state("networkidle")
        first = (found.requests, found.size)
        found.paint = page.evaluate(PAINT) if script else None
        found.waits += _answers(page)
        found.requests, found.size = first
    return found


def _count(found: Walk, event: Any) -> None:
    found.requests += 1
    found.size += round(event["encodedDataLength"])


@contextmanager
def phone(browsers: BrowserType, profile: str, script: bool) -> Iterator[Page]:
    """A page on a phone with a cold cache."""
    context = browsers.launch_persistent_context(
        profile,
        executable_path=shutil.which("chromium"),
        args=FLAGS,
        viewport={"width": 360, "height": 740},
        device_scale_factor=3,
        is_mobile=True,
        has_touch=True,
        java_script_enabled=script,
    )
    context.set_default_timeout(60_000)
    yield context.pages[0]
    context.close()


def _answers(page: Page) -> Iterator[float]:
    """The wait after each tap: through all questions and the look at them to the thanks."""
    yield _tap(page, "#start button", ".step:visible")
    number = 1
    while page.locator(LOOK).count() == 0:
        options = page.locator("#form fieldset:visible label")
        if options.count():
            options.nth(1).click()
        else:
            page.locator("textarea:visible").fill("De les is goed.")
        number += 1
        step = f'.step:visible:text-matches("\\\\b{number}\\\\b")'
        yield _tap(page, "#form button[value=next]", f"{step}, {LOOK}")
    yield _tap(page, "#send button, #form button[value=next]", ".code:visible")


def _tap(page: Page, button: str, what_comes: str) -> float:
    begun = time.perf_counter()
    page.locator(button).first.click()
    page.locator(what_comes).first.wait_for()
    return time.perf_counter() - begun


def main() -> None:
    """Measure with and without the script and print the table beside the peers."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--language", default="nl")
    parser.add_argument("--survey", default="bench")
    chosen = parser.parse_args()
    print("| slow phone | requests | bytes | first paint s | usable s | whole survey s |")
    print("|---|---|---|---|---|---|")
    for row in PEERS:
        print(f"| {' | '.join(row)} |")
    with (
        tempfile.TemporaryDirectory(prefix="fb") as folder,
        sync_playwright() as playwright,
        Service(Path(folder), f"sqlite:///{folder}/feedback.sqlite") as service,
    ):
        for script in (True, False):
            where = (playwright.chromium, service.address, chosen.survey, chosen.language)
            walks = [walk(*where, script=script, slow=True) for _ in range(chosen.repeat)]
            print(_row("ours, with its script" if script else "ours, without JavaScript", walks))


def _row(name: str, walks: list[Walk]) -> str:
    paints = [one.paint for one in walks if one.paint is not None]
    paint = f"{statistics.median(paints) / 1000:.2f}" if paints else ""
    usable = statistics.median(one.usable for one in walks)
    waiting = statistics.median(one.waiting for one in walks)
    first = walks[0]
    return f"| {name} | {first.requests} | {first.size:,} | {paint} | {usable:.2f} | {waiting:.2f} |"


if __name__ == "__main__":
    main()
