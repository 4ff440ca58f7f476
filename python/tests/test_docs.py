"""What docs/python.md tells people to type, run in its order."""

import re
import shutil
from pathlib import Path

import driftcheck

root = Path(__file__).parents[2]


def test_the_page_on_python_runs_from_top_to_bottom(sides, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copy(sides[0], "reference.parquet")
    shutil.copy(sides[1], "today.parquet")
    page = (root / "docs" / "python.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.S)
    assert len(blocks) == 5
    exec("\n".join(blocks), {})
    assert (tmp_path / "drift.html").exists() and (tmp_path / "runs" / "index.html").exists()


def test_the_page_names_everything_that_there_is():
    page = (root / "docs" / "python.md").read_text(encoding="utf-8")
    for name in driftcheck.__all__:
        if name != "DriftcheckError":  # The kind of both errors.
            assert name.lower() in page.lower()
    for name in vars(driftcheck.Report):
        if not name.startswith("_"):
            assert name in page
