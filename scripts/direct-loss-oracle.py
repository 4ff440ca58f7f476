"""NannyML's estimates of MAE and RMSE without labels (direct loss estimation) on the bike sharing pair of fixtures/data.

    pip install "nannyml==0.13.1" "pandas<3" pyarrow
    python scripts/direct-loss-oracle.py > fixtures/oracle/direct-loss.json

pandas 3 reads strings as Arrow arrays, on which NannyML 0.13.1 fails.
"""

import json
import warnings

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


def estimated(reference, current, chunks):
    dle = nannyml.DLE(
        feature_column_names=FEATURES, y_pred="prediction", y_true="cnt", metrics=METRICS, chunk_number=chunks
    )
    dle.fit(reference)
    found = dle.estimate(current).filter(period="analysis").to_df()
    return {metric: [float(value) for value in found[(metric, "value")]] for metric in METRICS}


reference, current = read("ref"), read("cur")
print(
    json.dumps(
        {
            "origin": "scripts/direct-loss-oracle.py",
            "versions": {"nannyml": nannyml.__version__, "pandas": pandas.__version__},
            "features": FEATURES,
            "whole": {metric: values[0] for metric, values in estimated(reference, current, 1).items()},
            "five_chunks": estimated(reference, current, 5),
        },
        indent=1,
    )
)
