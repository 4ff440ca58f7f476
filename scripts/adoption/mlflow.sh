python3 -m venv .venv
.venv/bin/pip install --quiet "driftcheck[mlflow] @ file://$WHEEL" sqlalchemy alembic
export MLFLOW_TRACKING_URI="sqlite:///$PWD/mlflow.db" MLFLOW_DISABLE_TELEMETRY=true
code=0
.venv/bin/python "$RECIPES/mlflow/log_drift.py" "$DATA/carloan_ref.parquet" "$DATA/carloan_cur.parquet" 2>log.txt || code=$?
echo "exit code $code"
.venv/bin/python - <<'PYTHON' 2>>log.txt
import mlflow

[run] = mlflow.search_runs(output_format="list")
print(run.data.tags["driftcheck.status"], run.data.metrics["driftcheck.drifted_columns"], len(run.data.metrics), "metrics")
print([file.path for file in mlflow.MlflowClient().list_artifacts(run.info.run_id, "driftcheck")])
PYTHON
