"""NannyML's estimates of MAE and RMSE without labels (direct loss estimation) on the bike sharing pair of fixtures/data.

    pip install "nannyml==0.13.1" "pandas<3" pyarrow statsmodels
    python scripts/direct-loss-oracle.py

pandas 3 reads strings as Arrow arrays, on which NannyML 0.13.1 fails; it imports statsmodels without asking for it.
"""

import json
import os
import warnings

os.environ["NML_DISABLE_USAGE_LOGGING"] = "1"

import nannyml
import pandas

warnings.filterwarnings("ignore")

# Numbers and categories as driftcheck takes them; `instant` and `dteday` only count the rows, and `cnt` is the target.
FEATURES = ["season", "mnth", "hr", "holiday", "weekday", "workingday", "weathersit", "temp", "atemp", "hum", "windspeed"]
METRICS = ["mae", "rmse"]


def read(side):
    table = pandas.read_parquet(f"fixtures/data/bikeshare_{side}.parquet")
    for name in ["holiday", "workingday"]:
        table[name] = table[name].astype(str)
    table["season"] = table["season"].astype(str)
    return table


reference, current = read("ref"), read("cur")
dle = nannyml.DLE(feature_column_names=FEATURES, y_pred="prediction", y_true="cnt", metrics=METRICS, chunk_number=1)
dle.fit(reference)
found = dle.estimate(current).filter(period="analysis").to_df()
kept = {
    "origin": "scripts/direct-loss-oracle.py",
    "versions": {"nannyml": nannyml.__version__, "pandas": pandas.__version__},
    "features": FEATURES,
    "whole": {metric: float(found[(metric, "value")].iloc[0]) for metric in METRICS},
}
with open("fixtures/oracle/direct-loss.json", "w") as file:
    file.write(json.dumps(kept, indent=1) + "\n")
