#!/usr/bin/env bash
# A model against its yesterday. Usage: drift.sh WAREHOUSE MODEL FOLDER; crontab or a job after `dbt build`.
# Keeps the model of each day as FOLDER/YYYY-MM-DD.parquet; what was found goes back into the table driftcheck_results, which dbt can test.
set -euo pipefail
warehouse=$1 model=$2 folder=$3
today=$(date -u +%F)
yesterday=$(find "$folder" -name '????-??-??.parquet' ! -name "$today.parquet" | sort | tail -n 1)
duckdb "$warehouse" -c "COPY (FROM $model) TO '$folder/$today.parquet' (FORMAT parquet)"
if [ -z "$yesterday" ]; then
  echo "no earlier day of $model to compare with"
  exit 0
fi
code=0
driftcheck compare "$yesterday" "$folder/$today.parquet" --no-output --parquet "$folder/results.parquet" || code=$?
if [ "$code" -ne 2 ]; then
  duckdb "$warehouse" -c "CREATE OR REPLACE TABLE driftcheck_results AS FROM '$folder/results.parquet'"
fi
exit "$code"
