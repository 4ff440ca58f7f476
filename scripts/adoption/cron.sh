python3 -m venv venv && venv/bin/pip install --quiet "$WHEEL"
mkdir -p model/in
cp "$RECIPES/cron/drift.sh" model/
cp "$DATA/carloan_ref.parquet" model/reference.parquet
cp "$DATA/carloan_ref.parquet" model/in/2026-11-22.parquet
cp "$DATA/carloan_cur.parquet" model/in/2026-11-23.parquet
for night in 2026-11-22 2026-11-23 2026-11-24; do
  # As cron starts it: with next to no environment.
  code=0
  env -i HOME="$PWD" PATH="$PWD/venv/bin:/usr/bin:/bin" TODAY="$night" model/drift.sh "$PWD/model" || code=$?
  echo "$night: exit code $code: $(head -n 1 model/summary.txt)"
done
ls model/runs
