"""Every dtype that data frames have: what it is read as, how much of it is missing, and that no figure is NaN."""

import datetime as dt
import decimal
import uuid

import driftcheck
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

rows = 400
seed = 27


def parts():
    """Values with a tenth of them to be missing, codes 0 to 2, words for these, hours of three months."""
    random = np.random.default_rng(seed)
    values = random.normal(10, 2, rows)
    codes = random.integers(0, 3, rows)
    gaps = random.random(rows) < 0.1
    hours = pd.Timestamp("2026-01-01") + pd.to_timedelta(random.integers(0, 90 * 24, rows), unit="h")
    return values, codes, gaps, np.array(["low", "mid", "high"])[codes], hours


values, codes, gaps, words, hours = parts()
missing = int(gaps.sum())


def with_gaps(values):
    return [None if gap else value for gap, value in zip(gaps, values)]


# dtype of pandas: the column, what it is, how many are missing
pandas_columns = {
    "float64": (values, "numeric", 0),
    "float32": (values.astype("float32"), "numeric", 0),
    "float16": (values.astype("float16"), "numeric", 0),
    "float_nan": (np.where(gaps, np.nan, values), "numeric", missing),
    "int_nullable": (pd.array(with_gaps((values * 10).astype(int)), dtype="Int64"), "numeric", missing),
    "float_nullable": (pd.array(with_gaps(values), dtype="Float64"), "numeric", missing),
    "uint8": ((values * 5).clip(0, 255).astype("uint8"), "numeric", 0),
    "beyond_2_53": (2**60 + (values * 1000).astype("int64") // 2, "numeric", 0),
    "bool": (codes == 1, "boolean", 0),
    "bool_nullable": (pd.array(with_gaps(codes == 1), dtype="boolean"), "boolean", missing),
    "bool_object": (np.array(with_gaps(codes == 1), dtype=object), "boolean", missing),
    "category": (pd.Categorical(words), "categorical", 0),
    "category_ordered": (pd.Categorical(with_gaps(words), ["low", "mid", "high"], ordered=True), "categorical", missing),
    "category_of_numbers": (pd.Categorical(codes * 10), "categorical", 0),
    "category_unused": (pd.Categorical(words, ["low", "mid", "high", "never"]), "categorical", 0),
    "cut": (pd.cut(values, [-100, 8, 10, 12, 100]), "categorical", 0),
    "interval": (pd.arrays.IntervalArray.from_arrays(codes, codes + 1), "categorical", 0),
    "str": (pd.array(words, dtype="str"), "categorical", 0),
    "string": (pd.array(with_gaps(words), dtype="string"), "categorical", missing),
    "string_pyarrow": (pd.array(with_gaps(words), dtype="string[pyarrow]"), "categorical", missing),
    "object": (np.array(with_gaps(words), dtype=object), "categorical", missing),
    "decimal": ([decimal.Decimal(f"{value:.2f}") for value in values], "numeric", 0),
    "time_naive": (hours, "datetime", 0),
    "time_ns": (hours.as_unit("ns"), "datetime", 0),
    "time_utc": (hours.tz_localize("UTC"), "datetime", 0),
    "time_berlin": (hours.tz_localize("UTC").tz_convert("Europe/Berlin"), "datetime", 0),
    "time_nat": (hours.where(~gaps), "datetime", missing),
    "date_object": (hours.date, "datetime", 0),
    "period": (hours.to_period("M"), "datetime", 0),
    "timedelta": (pd.to_timedelta(values, unit="h"), "numeric", 0),
    "sparse": (pd.arrays.SparseArray(np.where(codes == 0, 0.0, values)), "numeric", 0),
    "arrow_double": (pd.array(values, dtype="double[pyarrow]"), "numeric", 0),
    "mixed": (np.array([f"v{code}" if gap else code for gap, code in zip(gaps, codes)], dtype=object), "categorical", 0),
    "uuid": ([uuid.UUID(int=int(value * 1e9)) for value in values], "identifier", 0),
    "complex": (values + 1j, "identifier", 0),
    "none": ([None] * rows, "text", rows),
    "list": ([[1, 2]] * rows, "nested", None),
}


@pytest.fixture(scope="module")
def pandas_report():
    frame = pd.DataFrame({name: column for name, (column, _, _) in pandas_columns.items()})
    before = frame.copy(deep=True)
    report = driftcheck.compare(frame, frame, config=False)
    pd.testing.assert_frame_equal(frame, before)  # The caller's frame is as it was.
    return {column["name"]: column for column in report.to_dict()["columns"]}


@pytest.mark.parametrize("name", pandas_columns)
def test_pandas(pandas_report, name):
    _, expected, gone = pandas_columns[name]
    column = pandas_report[name]
    assert column["type"] == expected, column["type_reason"]
    assert column["status"] != "error" and column["status"] != "drift"
    if gone is not None:
        assert column["reference"]["missing"] == gone


def test_figures_are_those_of_the_frame(pandas_report):
    """Means and bounds, to one part in 10^9; 16 and 32 bit floats as they are, rounded."""

    def mean(name):
        return pandas_report[name]["reference"]["mean"]

    assert mean("float64") == pytest.approx(values.mean(), rel=1e-9)
    assert mean("float_nan") == pytest.approx(values[~gaps].mean(), rel=1e-9)
    assert mean("int_nullable") == pytest.approx((values * 10).astype(int)[~gaps].mean(), rel=1e-9)
    assert mean("float32") == pytest.approx(values.astype("float32").astype(float).mean(), rel=1e-9)
    assert mean("float16") == pytest.approx(values.astype("float16").astype(float).mean(), rel=1e-9)
    assert mean("decimal") == pytest.approx(np.round(values, 2).mean(), rel=1e-9)
    assert mean("sparse") == pytest.approx(np.where(codes == 0, 0.0, values).mean(), rel=1e-9)
    assert mean("timedelta") == pytest.approx(values.mean() * 3600, rel=1e-6)  # pandas cuts to whole nanoseconds


def test_categories_are_the_words(pandas_report):
    def top(name):
        return {each["value"] for each in pandas_report[name]["reference"]["top"]}

    for name in ("category", "category_ordered", "category_unused", "str", "string", "string_pyarrow", "object"):
        assert top(name) == {"low", "mid", "high"}
    assert top("category_of_numbers") == {"0", "10", "20"}
    assert top("cut") == {"(10, 12]", "(8, 10]", "(12, 100]"}  # the three that are most frequent
    assert top("interval") == {"(0, 1]", "(1, 2]", "(2, 3]"}


def test_instants_are_those_of_the_frame(pandas_report):
    """A zone moves no instant: the same first and last whether UTC or Berlin."""
    first = {name: pandas_report[name]["reference"] for name in ("time_utc", "time_berlin", "time_ns")}
    assert first["time_utc"]["min"] == first["time_berlin"]["min"]
    assert first["time_utc"]["max"] == first["time_berlin"]["max"]
    assert pd.Timestamp(first["time_utc"]["min"]).tz_localize(None) == hours.min()


@pytest.mark.parametrize(
    "index, columns",
    [
        (pd.RangeIndex(rows), ["a"]),
        (pd.Index(np.random.default_rng(seed).permutation(rows)), ["a"]),
        (pd.Index(hours, name="when"), ["when", "a"]),
        (pd.MultiIndex.from_arrays([hours, codes], names=["when", None]), ["when", "a"]),
        (pd.Index(values, name="a"), ["a"]),
    ],
    ids=["range", "shuffled", "named", "two levels", "a name that a column has"],
)
def test_a_named_index_is_a_column_and_no_other(index, columns):
    frame = pd.DataFrame({"a": values}, index=index)
    report = driftcheck.compare(frame, frame, config=False)
    assert [column["name"] for column in report.to_dict()["columns"]] == columns


def test_names_that_are_no_text_are_text():
    frame = pd.DataFrame({0: values, ("a", "x"): values, "<b>`|": values})
    report = driftcheck.compare(frame, frame, config=False)
    assert [column["name"] for column in report.to_dict()["columns"]] == ["0", "('a', 'x')", "<b>`|"]
    assert "<b>`|" not in report.to_html()


def test_polars():
    columns = {
        "float": pl.Series(values),
        "float_nan": pl.Series(np.where(gaps, np.nan, values)),
        "int_null": pl.Series(with_gaps((values * 10).astype(int).tolist()), dtype=pl.Int32),
        "string": pl.Series(with_gaps(words.tolist())),
        "categorical": pl.Series(words.tolist(), dtype=pl.Categorical),
        "enum": pl.Series(words.tolist(), dtype=pl.Enum(["low", "mid", "high"])),
        "boolean": pl.Series((codes == 1).tolist()),
        "datetime": pl.Series(hours.to_pydatetime().tolist()),
        "zoned": pl.Series(hours.to_pydatetime().tolist(), dtype=pl.Datetime("us", "Europe/Berlin")),
        "date": pl.Series(hours.date.tolist()),
        "decimal": pl.Series([decimal.Decimal(f"{value:.2f}") for value in values]),
        "duration": pl.Series([dt.timedelta(hours=float(value)) for value in values]),
        "list": pl.Series([[1.0, 2.0]] * rows),
        "null": pl.Series([None] * rows),
    }
    frame = pl.DataFrame(columns)
    found = driftcheck.compare(frame, frame, config=False).to_dict()["columns"]
    kinds = {column["name"]: column["type"] for column in found if column["name"] in columns}
    assert kinds == {
        "float": "numeric",
        "float_nan": "numeric",
        "int_null": "numeric",
        "string": "categorical",
        "categorical": "categorical",
        "enum": "categorical",
        "boolean": "boolean",
        "datetime": "datetime",
        "zoned": "datetime",
        "date": "datetime",
        "decimal": "numeric",
        "duration": "numeric",
        "list": "nested",
        "null": "text",
    }
    gone = {column["name"]: column["reference"]["missing"] for column in found}
    assert (gone["int_null"], gone["string"], gone["float"], gone["null"]) == (missing, missing, 0, rows)
    assert {column["status"] for column in found} <= {"ok", "not_tested", "not_applicable"}


def test_pyarrow():
    text = pa.array(with_gaps(words.tolist()))
    columns = {
        "string_view": text.cast(pa.string_view()),
        "large_string": text.cast(pa.large_string()),
        "dictionary": text.dictionary_encode(),
        "run_ends": pa.compute.run_end_encode(pa.array(np.sort(codes))),
        "decimal256": pa.array([decimal.Decimal(f"{value:.2f}") for value in values], pa.decimal256(40, 2)),
        "uint64": pa.array((values * 1000).astype("uint64")),
        "time32": pa.array([int(value) * 1000 for value in values], pa.time32("ms")),
    }
    table = pa.table(columns)
    found = {column["name"]: column for column in driftcheck.compare(table, table, config=False).to_dict()["columns"]}
    for name in ("string_view", "large_string", "dictionary"):
        assert (found[name]["type"], found[name]["reference"]["missing"]) == ("categorical", missing)
    assert [found[name]["type"] for name in ("decimal256", "uint64", "time32")] == ["numeric", "numeric", "datetime"]
    assert found["run_ends"]["reference"]["distinct"] == 3


def test_chunks_with_dictionaries_of_their_own():
    """A table of two files has a dictionary in each chunk, and so has a stream."""
    chunks = [pa.array(part).dictionary_encode() for part in (["a", "b"] * 100, ["c", "a"] * 100)]
    table = pa.table({"x": pa.chunked_array(chunks)})
    report = driftcheck.compare(table, table.to_reader(), config=False).to_dict()
    for side in ("reference", "current"):
        top = {each["value"]: each["count"] for each in report["columns"][0][side]["top"]}
        assert top == {"a": 200, "b": 100, "c": 100}
