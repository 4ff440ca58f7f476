git init --quiet . && mkdir vendor data
cp "$PACKAGE" vendor/
cp "$DATA/carloan_ref.parquet" data/reference.parquet
cp "$DATA/carloan_cur.parquet" data/today.parquet
npm install --silent --no-audit --no-fund --prefix .driftcheck "./vendor/$(basename "$PACKAGE")"
export PATH="$PWD/.driftcheck/node_modules/.bin:$PATH"
code=0
driftcheck compare data/reference.parquet data/today.parquet -o runs --junit drift.xml --markdown drift.md --quiet || code=$?
echo "exit code $code"
head -n 3 drift.md
grep -c '<failure' drift.xml
