"""The weight of the survey's pages stays within its budget: bytes are exact, so this may fail a change."""

import os
import subprocess
import sys

from tests.house.test_structure import ROOT


def test_the_pages_of_the_survey_keep_to_their_budget() -> None:
    command = [sys.executable, str(ROOT / "bench/weight.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("Kept.\n")
