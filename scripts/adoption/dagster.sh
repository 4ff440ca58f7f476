python3 -m venv .venv
.venv/bin/pip install --quiet "$WHEEL" dagster
export DAGSTER_HOME="$PWD" DAGSTER_DISABLE_TELEMETRY=1 REFERENCE="$DATA/carloan_ref.parquet" CURRENT="$DATA/carloan_cur.parquet"
echo 'telemetry: { enabled: false }' > dagster.yaml
cp "$RECIPES/dagster/drift_check.py" .
.venv/bin/python - 2>log.txt <<'PYTHON'
import dagster
import drift_check

defs = drift_check.defs
run = dagster.materialize([*defs.assets, *defs.asset_checks], raise_on_error=False)
[check] = run.get_asset_check_evaluations()
print("the run succeeded:", run.success, "- the check passed:", check.passed)
print(check.metadata["reason"].value, check.metadata["drifted"].value)
PYTHON
