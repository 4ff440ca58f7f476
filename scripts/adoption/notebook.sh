python3 -m venv .venv
.venv/bin/pip install --quiet "driftcheck[pandas] @ file://$WHEEL" nbconvert ipykernel
cp "$DATA/carloan_ref.parquet" reference.parquet
cp "$DATA/carloan_cur.parquet" today.parquet
cp "$RECIPES/notebook/drift.ipynb" .
.venv/bin/python -m nbconvert --to notebook --execute --inplace drift.ipynb
.venv/bin/python -m nbconvert --to markdown --stdout drift.ipynb 2>/dev/null | grep -A 5 "'drift'"
.venv/bin/python -m nbconvert --to html drift.ipynb 2>/dev/null
grep -c 'title="driftcheck report"' drift.html
