"""Running the program from Python: its line, its errors as exceptions."""

from __future__ import annotations

import re
import subprocess
import warnings
from typing import Sequence

from ._command import no_node, node, program
from ._errors import NoAnswerError


def run(arguments: Sequence[str], names: dict[str, str]) -> int:
    """Runs the command line and gives its exit code: 0, 1, or 2 with nothing said on stderr.

    ``names`` has what messages call a path, by the path: tables lie in files that nobody knows. Raises NoAnswerError with what the
    program said where it ended in an error; warnings are warned of.
    """
    path = node()
    if path is None:
        raise said(no_node, {})
    try:
        ran = subprocess.run(
            [path, program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise NoAnswerError(f"Node cannot be run: {error}", "DRIFTCHECK_NODE names its path") from error
    if ran.returncode not in (0, 1, 2) or (ran.returncode == 2 and "error: " in ran.stderr):
        raise said(ran.stderr or f"driftcheck ended in {ran.returncode}", names)
    for line in ran.stderr.splitlines():
        if line.startswith("warning: "):
            warnings.warn(named(line[len("warning: ") :], names), stacklevel=4)
    return ran.returncode


def said(stderr: str, names: dict[str, str]) -> NoAnswerError:
    """The exception for what stands on stderr."""
    text = named(stderr.strip(), names)
    text = re.sub(r"--set:\d+:\d+: |(?m:^error: )", "", text).replace("--set has ", "the options have ")
    message, _, hint = text.partition("\nhint: ")
    return NoAnswerError(message, hint or None)


def named(text: str, names: dict[str, str]) -> str:
    """The text with tables called as the caller calls them."""
    for path, name in names.items():
        text = text.replace(path, name)
    return text
