"""A report kept with a run of MLflow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._report import Report

most_columns = 500


def log_to_mlflow(report: Report, artifact_path: str = "driftcheck", run_id: str | None = None) -> None:
    """Logs a report to the run that is active, or to ``run_id``.

    Artifacts ``report.html`` and ``report.json`` in ``artifact_path``; the tag ``driftcheck.status``; the metrics
    ``driftcheck.drift_share``, ``.drifted_columns``, ``.tested_columns``, ``.failed_checks`` and, for at most 500 tested columns,
    ``driftcheck.ratio/NAME``: score / threshold, drift from 1 on. In names of columns what MLflow does not take is ``_``.
    """
    import mlflow

    data = report.to_dict()
    mlflow.log_text(report.to_html(), f"{artifact_path}/report.html", run_id=run_id)
    mlflow.log_dict(data, f"{artifact_path}/report.json", run_id=run_id)
    client = mlflow.MlflowClient()
    run = run_id or mlflow.active_run().info.run_id
    client.set_tag(run, "driftcheck.status", report.status)
    for name, value in _metrics(report, data).items():
        client.log_metric(run, name, value)


def _metrics(report: Report, data: dict[str, Any]) -> dict[str, float]:
    drift = data.get("drift") or {}
    ratios = [(column["name"], column["ratio"]) for column in data["columns"] if column.get("ratio") is not None]
    return {
        "driftcheck.drift_share": report.drift_share,
        "driftcheck.drifted_columns": float(drift.get("drifted_columns") or 0),
        "driftcheck.tested_columns": float(drift.get("tested_columns") or 0),
        "driftcheck.failed_checks": float(len(report.failed_checks)),
        **_named({name: float(ratio) for name, ratio in ratios[:most_columns]}),
    }


def _named(ratios: dict[str, float]) -> dict[str, float]:
    """By names that MLflow takes; two that become one keep the larger ratio."""
    named: dict[str, float] = {}
    for name, ratio in ratios.items():
        key = "driftcheck.ratio/" + re.sub(r"[^\w. -]", "_", name)[:200]
        named[key] = max(ratio, named.get(key, ratio))
    return named
