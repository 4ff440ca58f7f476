"""``compare`` and ``check``: tables or paths in, a report out."""

from __future__ import annotations

import json
import os
import tempfile
from typing import TYPE_CHECKING, Any, Mapping, Union

from ._report import Report
from ._run import run
from ._tables import Side, side_of

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from ._options import Options

    Data = Union[str, "os.PathLike[str]", Any]


def compare(reference: Data, current: Data, **options: Unpack[Options]) -> Report:
    """The report of a comparison, as ``driftcheck compare`` makes it.

    Each side is a path (Parquet, CSV, JSON Lines, Arrow, a folder or pattern of such files, a saved profile) or a table: a data frame
    of pandas or polars, a table of pyarrow, or anything else with ``__arrow_c_stream__`` (DuckDB, Ibis). A named index of pandas is a
    column, one without a name is left out.

    Options are the keys of the configuration (``docs/configuration.md``): ``target="repaid"``, ``fail_on=["drift"]``,
    ``columns={"amount": {"critical": True}}``. ``config`` names a configuration file, which they beat; without it one is looked for
    as the command line does; ``config=False`` looks for none. ``run_date`` dates the run. Nothing is written but what ``outputs`` asks for here.

    Raises NoAnswerError where nothing could be judged, TypeError for a side that is neither. Too few rows are no error: ``report.status``
    is then ``"no_verdict"``.
    """
    return _report("compare", {"reference": reference, "current": current}, dict(options))


def check(data: Data, **options: Unpack[Options]) -> Report:
    """The report of one table or file against a contract, as ``driftcheck check`` makes it.

    The contract stands in the options (``columns={"amount": {"min": 0}}``, ``rules=["amount < limit"]``) or in the file that
    ``config`` names. Takes and raises what ``compare`` does.
    """
    return _report("check", {"data": data}, dict(options))


def _report(command: str, tables: Mapping[str, Any], options: dict[str, Any]) -> Report:
    with tempfile.TemporaryDirectory(prefix="driftcheck-") as folder:
        sides = [side_of(name, table, folder) for name, table in tables.items()]
        kept = os.path.join(folder, "report.json")
        names = {side.path: side.name for side in sides}
        run([command, *(side.path for side in sides), *_flags(options, kept)], names)
        with open(kept, encoding="utf-8") as file:
            report = json.load(file)
    return Report(_as_called(report, sides, folder))


def _flags(options: dict[str, Any], kept: str) -> list[str]:
    """The command line's own flags, and all that has a key as one text."""
    config, run_date = options.pop("config", None), options.pop("run_date", None)
    outputs = options.get("outputs") or {}
    return [
        *(["--no-config"] if config is False else [] if config is None else ["--config", os.fspath(config)]),
        *([] if run_date is None else ["--run-date", str(run_date)]),
        *([] if outputs.get("folder") else ["--no-output"]),
        *([] if options.get("github") else ["--no-github"]),
        *("--json", kept, "--quiet", "--set", json.dumps(options, default=_plain, allow_nan=False)),
    ]


def _plain(value: Any) -> Any:
    """What JSON has no form of: paths, sets, dates, numbers and arrays of numpy."""
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if hasattr(value, "tolist"):
        return value.tolist()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(f"an option cannot hold {value!r}")


def _as_called(report: dict[str, Any], sides: list[Side], folder: str) -> dict[str, Any]:
    """The report with tables by their names instead of the files that they were in."""
    for side in sides:
        if not side.is_table:
            continue
        for key in ("reference", "current"):
            if isinstance(report.get(key), dict) and report[key].get("path") == side.path:
                report[key].update(label=side.name, path=side.name)
    report["command"] = str(report["command"]).replace(folder + os.sep, "")
    return report
