"""The house itself: arrows run down, files stay small, and nothing is left lying about."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted(
    path
    for folder in ("analysis", "feedback", "migrations", "bench")
    for path in (ROOT / folder).rglob("*.py")
)


def test_arrows_run_down_and_wings_never_meet() -> None:
    # a process of its own: the linter puts the current folder on the path and keeps state
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_says_what_it_is_for_and_stays_under_300_lines(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith('"""')
    assert len(lines) <= 300


def test_styles_use_logical_directions_only() -> None:
    """A page for readers from right to left is the same page (peers: half of the systems break here)."""
    physical = re.compile(
        r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)|left|right|float|(?:min-|max-)?width)\s*:"
    )
    found = [
        f"{path.name}: {match[0]}"
        for path in (ROOT / "feedback").rglob("*.css")
        for match in physical.finditer(path.read_text())
    ]
    assert [entry for entry in found if "max-width:" not in entry] == []


def test_the_constraints_pin_everything_exactly_and_name_no_registry() -> None:
    lines = (ROOT / "constraints.txt").read_text().split()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+(\[\w+\])?==[\w.]+", line)] == []
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*declared["dependencies"], *declared["optional-dependencies"]["test"]]
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in lines}
    assert [name for name in wanted if name.split("[")[0] not in pinned] == []


def test_ci_runs_the_test_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    [command] = re.findall(r"^    (.*\.venv/bin/pytest)$", readme, flags=re.MULTILINE)
    assert command in (ROOT / ".ci/run").read_text().splitlines()


def test_packages_are_cheap_to_import() -> None:
    script = "import sys, analysis, feedback; print(sorted({'numpy', 'sklearn', 'flask'} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
