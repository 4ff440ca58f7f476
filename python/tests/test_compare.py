"""compare() and check(): the same answer whatever holds the rows, and what cannot be answered."""

import json

import driftcheck
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest


@pytest.fixture(scope="module")
def by_path(sides):
    return driftcheck.compare(*sides, config=False)


def judged(report):
    keys = ("name", "type", "status", "drift_score", "p_value", "threshold")
    return [[column[key] for key in keys] for column in report.to_dict()["columns"]]


def test_a_path_gives_the_report_of_the_command_line(by_path, drifted):
    assert set(by_path.drifted_columns) == drifted
    assert (by_path.status, by_path.passed, by_path.drift_share) == ("drift", False, 0.5)
    assert by_path.reasons == ["5 of 10 tested columns drifted: share 0.50 is at or above the threshold of 0.30."]


class OnlyAStream:
    """What DuckDB and others hand over."""

    def __init__(self, table):
        self.table = table

    def __arrow_c_stream__(self, requested_schema=None):
        return self.table.__arrow_c_stream__(requested_schema)


@pytest.mark.parametrize(
    "read",
    [pd.read_parquet, pl.read_parquet, pq.read_table, lambda path: OnlyAStream(pq.read_table(path))],
    ids=["pandas", "polars", "pyarrow", "stream"],
)
def test_a_table_gives_the_report_of_its_file(sides, by_path, read):
    report = driftcheck.compare(*(read(side) for side in sides), config=False)
    assert judged(report) == judged(by_path)


def test_sides_of_different_kinds_go_together(sides, by_path):
    report = driftcheck.compare(sides[0], pl.read_parquet(sides[1]), config=False)
    assert judged(report) == judged(by_path)
    assert report.to_dict()["reference"]["path"] == sides[0]
    assert report.to_dict()["current"]["path"] == "current (polars.DataFrame)"
    assert "/tmp" not in report.to_json().replace(sides[0], "")


def test_options_are_keys_of_the_configuration(sides, tmp_path):
    report = driftcheck.compare(
        *sides,
        config=False,
        include=("car_value", "loan_length", "driver_tenure", "y_pred"),
        columns={"car_value": {"critical": True}},
        fail_on=["critical"],
        drift_share=0.9,
        outputs={"folder": tmp_path / "runs", "markdown": tmp_path / "summary.md"},
        run_date="2026-11-23",
    )
    data = report.to_dict()
    assert data["drift"]["drift_share_threshold"] == 0.9
    assert [column["name"] for column in data["columns"] if column.get("critical")] == ["car_value"]
    assert data["created_at"].startswith("2026-11-23")
    assert not report.passed
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").startswith("## ")
    assert (tmp_path / "runs" / "latest" / "report.html").exists()


def test_a_configuration_file_is_beaten_by_options(sides, tmp_path):
    (tmp_path / "mine.yaml").write_text("drift_share: 0.9\nmin_rows: 99\nfail_on: [drift]\n")
    setup = driftcheck.compare(*sides, config=tmp_path / "mine.yaml", min_rows=98).to_dict()["setup"]
    assert (setup["min_rows"], setup["fail_on"]) == (98, ["drift"])


def test_nothing_is_written_where_nothing_is_asked_for(sides, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    driftcheck.compare(*sides)
    assert list(tmp_path.iterdir()) == []


def test_a_contract_is_checked(sides):
    frame = pd.read_parquet(sides[1])
    report = driftcheck.check(frame, config=False, columns={"car_value": {"max": 50_000}})
    assert report.status == "checks_failed"
    assert [check["column"] for check in report.failed_checks] == ["car_value"]
    assert report.drift_share == 0
    assert driftcheck.check(frame, config=False, columns={"car_value": {"min": 0}}).passed


def test_too_few_rows_are_a_report_without_a_verdict(sides):
    report = driftcheck.compare(sides[0], pd.read_parquet(sides[1]).head(5), config=False)
    assert (report.status, report.passed) == ("no_verdict", False)
    with pytest.raises(driftcheck.DriftError):
        report.raise_for_drift()


@pytest.mark.parametrize(
    "options, message",
    [
        ({"tagret": "repaid"}, 'unknown key "tagret"\ndid you mean "target"?'),
        ({"target": "nowhere"}, 'names the column "nowhere", which neither side has'),
        ({"drift_share": 3}, "drift_share must be at most 1, not 3"),
        ({"columns": {"car_value": {"mni": 1}}, "policy": "strict"}, 'unknown key "mni" in columns.car_value'),
        ({"config": "nowhere.yaml"}, "nowhere.yaml"),
    ],
)
def test_a_wrong_option_is_an_exception_that_says_what_would_work(sides, options, message):
    with pytest.raises(driftcheck.NoAnswerError) as raised:
        driftcheck.compare(*sides, **options)
    assert message in str(raised.value)
    assert "--set" not in str(raised.value)


def test_a_file_that_is_not_there_is_an_exception_with_a_hint(sides):
    with pytest.raises(driftcheck.NoAnswerError, match="cannot read nowhere.parquet: no such file") as raised:
        driftcheck.compare("nowhere.parquet", sides[1])
    assert raised.value.hint == "Check the spelling; paths start at the current folder."


def test_tables_without_a_shared_column_have_no_verdict():
    report = driftcheck.compare(pd.DataFrame({"a": [1, 2]}), pd.DataFrame({"b": [1, 2]}), config=False)
    assert report.status == "no_verdict" and not report.passed
    assert "/tmp" not in report.to_json()


def test_two_columns_of_one_name_are_refused_by_side():
    twice = pd.DataFrame([[1, 2]], columns=["a", "a"])
    with pytest.raises(driftcheck.NoAnswerError, match="reference: two columns are named 'a'"):
        driftcheck.compare(twice, twice)


def test_messages_call_a_table_by_its_side(tmp_path):
    """The labels lie in a file, and the id that joins them is missing on a side that is a table."""
    (tmp_path / "labels.csv").write_text("id,label\n1,0\n")
    frame = pd.DataFrame({"a": range(100)})
    with pytest.raises(driftcheck.NoAnswerError) as raised:
        driftcheck.compare(frame, frame, config=False, labels={"file": str(tmp_path / "labels.csv")}, id="id")
    assert "driftcheck-" not in str(raised.value)


@pytest.mark.parametrize("side", [[1, 2], {"a": [1]}, None, pl.LazyFrame({"a": [1]})], ids=["list", "dict", "none", "lazy"])
def test_what_is_no_table_is_a_type_error(sides, side):
    with pytest.raises(TypeError, match="current is a .*: it takes a path"):
        driftcheck.compare(sides[0], side)


def test_an_option_that_json_cannot_hold_is_refused_before_anything_runs(sides):
    with pytest.raises(ValueError):
        driftcheck.compare(*sides, threshold=float("nan"))
    with pytest.raises(TypeError, match="an option cannot hold"):
        driftcheck.compare(*sides, target=object())


def test_record_batches_are_taken(sides):
    table = pq.read_table(sides[0])
    batch = table.combine_chunks().to_batches()[0]
    assert isinstance(batch, pa.RecordBatch)
    report = driftcheck.compare(table, batch, config=False)
    assert report.passed and json.loads(report.to_json())["current"]["rows"] == batch.num_rows
