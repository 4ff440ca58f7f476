"""The report object: what it says, shows, writes and raises."""

import copy
import html
import json
import pickle
import re
import sys
import types

import driftcheck
import pytest


@pytest.fixture(scope="module")
def report(sides):
    return driftcheck.compare(*sides, config=False)


def test_to_dict_is_a_copy_of_the_json_report(report):
    data = report.to_dict()
    data["verdict"]["status"] = "changed"
    assert report.status == "drift"
    json.loads(report.to_json(), parse_constant=pytest.fail)  # neither NaN nor infinite


def test_the_page_is_written_whole(report, tmp_path):
    report.save_html(tmp_path / "drift.html")
    page = (tmp_path / "drift.html").read_text(encoding="utf-8")
    assert re.match(r"(?i)<!doctype html>", page) and page.rstrip().endswith("</html>")
    assert "car_value" in page
    assert not re.search(r"""(?:src|href)=["']https?:""", page)


def test_the_report_is_written_for_the_command_line(report, tmp_path):
    report.save_json(tmp_path / "report.json")
    assert driftcheck.Report(json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))).status == "drift"


def test_a_notebook_shows_the_page_in_a_frame_that_it_cannot_leave(report):
    shown = report._repr_html_()
    assert re.match(r'<iframe [^>]*sandbox="allow-scripts"[^>]* srcdoc="[^"]*"></iframe>$', shown)
    assert html.unescape(re.search(r'srcdoc="([^"]*)"', shown)[1]) == report.to_html()


def test_it_says_what_it_is(report):
    assert repr(report).startswith("<driftcheck.Report drift: 5 of 10 tested columns drifted")
    assert report.to_markdown().startswith("## ")


def test_it_can_be_copied_and_pickled(report):
    assert pickle.loads(pickle.dumps(report)).drifted_columns == report.drifted_columns
    assert copy.deepcopy(report).status == "drift"


def test_raise_for_drift_raises_with_the_report_and_passes_it_on_otherwise(report, sides):
    with pytest.raises(driftcheck.DriftError, match="5 of 10 tested columns drifted") as raised:
        report.raise_for_drift()
    assert raised.value.report is report
    calm = driftcheck.compare(sides[0], sides[0], config=False)
    assert calm.raise_for_drift() is calm and calm.passed and calm.drifted_columns == []


def test_accepted_drift_is_not_counted(sides):
    accepted = {"car_value": {"accept_until": "2999-12-31", "why": "prices rose"}}
    report = driftcheck.compare(*sides, config=False, columns=accepted)
    assert "car_value" not in report.drifted_columns
    assert len(report.drifted_columns) == report.to_dict()["drift"]["drifted_columns"]


def test_mlflow_gets_page_json_tag_and_figures(report, monkeypatch):
    """What is logged; `npm run adoption` does it with MLflow itself."""
    calls = []

    class Client:
        def log_metric(self, run, name, value):
            calls.append((run, name, value))

        def set_tag(self, run, name, value):
            calls.append((run, name, value))

    module = types.ModuleType("mlflow")
    module.log_text = lambda text, name, run_id: calls.append((run_id, name, text))
    module.log_dict = lambda data, name, run_id: calls.append((run_id, name, data))
    module.MlflowClient = Client
    monkeypatch.setitem(sys.modules, "mlflow", module)
    driftcheck.log_to_mlflow(report, run_id="r1")
    assert {run for run, _, _ in calls} == {"r1"}
    logged = {name: value for _, name, value in calls}
    assert logged["driftcheck.status"] == "drift"
    assert logged["driftcheck.drift_share"] == 0.5 and logged["driftcheck.drifted_columns"] == 5
    assert logged["driftcheck.ratio/car_value"] > 1 > logged["driftcheck.ratio/driver_tenure"]
    assert logged["driftcheck/report.html"] == report.to_html()
    assert logged["driftcheck/report.json"] == report.to_dict()
