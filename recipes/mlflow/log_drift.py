"""A comparison kept with a run of MLflow: python log_drift.py reference.parquet today.parquet"""

import sys

import mlflow

import driftcheck

with mlflow.start_run(run_name="drift"):
    report = driftcheck.compare(sys.argv[1], sys.argv[2])
    driftcheck.log_to_mlflow(report)
print(report)
sys.exit(0 if report.passed else 1)
