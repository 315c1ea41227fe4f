"""The `feedback` command: run, fill, compile and look after an installation."""

from feedback.cli import files, making, running
from feedback.cli.group import main

__all__ = ["files", "main", "making", "running"]
