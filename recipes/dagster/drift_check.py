"""An asset check that blocks what depends on the asset: its metadata show the verdict and the page's place."""

import os

import dagster as dg

import driftcheck

reference = os.environ.get("REFERENCE", "reference.parquet")


@dg.asset
def features() -> str:
    """Writes today's rows; here they are there already."""
    return os.environ.get("CURRENT", "today.parquet")


@dg.asset_check(asset=features, blocking=True)
def drift(features: str) -> dg.AssetCheckResult:
    report = driftcheck.compare(reference, features, outputs={"folder": "reports", "keep": 90})
    return dg.AssetCheckResult(
        passed=report.passed,
        metadata={
            "reason": " ".join(report.reasons),
            "drift_share": report.drift_share,
            "drifted": report.drifted_columns,
            "page": dg.MetadataValue.path(os.path.abspath("reports/latest/report.html")),
        },
    )


defs = dg.Definitions(assets=[features], asset_checks=[drift])
