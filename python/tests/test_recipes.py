"""The recipes in Python, run with as much of the scheduler as they call; `npm run adoption` runs some with the real one."""

import importlib.util
import runpy
import sys
import types
from pathlib import Path

import driftcheck
import pytest

recipes = Path(__file__).parents[2] / "recipes"


@pytest.fixture
def airflow(monkeypatch):
    """Decorators that call what they decorate, with templates of the night filled in."""
    tasks = []

    def filled(value):
        return value.replace("{{ ds }}", "2026-11-23")

    def task(**options):
        def decorate(function):
            def call(*arguments):
                tasks.append((function, [filled(value) for value in arguments], options))

            return call

        return decorate

    sdk = types.ModuleType("airflow.sdk")
    sdk.dag = lambda **options: lambda function: function
    sdk.task = task
    monkeypatch.setitem(sys.modules, "airflow", types.ModuleType("airflow"))
    monkeypatch.setitem(sys.modules, "airflow.sdk", sdk)
    return tasks


def test_airflow_fails_the_task_where_there_is_drift(airflow, sides, tmp_path):
    runpy.run_path(str(recipes / "airflow" / "drift_dag.py"))
    [(drift, arguments, options)] = airflow
    assert arguments == ["/data/reference.parquet", "/data/2026-11-23.parquet", "/reports", "2026-11-23"]
    assert options == {"retries": 0}
    runs = str(tmp_path / "runs")
    assert drift(sides[0], sides[0], runs, "2026-11-23")["status"] == "no_drift"
    with pytest.raises(driftcheck.DriftError):
        drift(*sides, runs, "2026-11-24")
    with pytest.raises(driftcheck.NoAnswerError):
        drift(sides[0], "/data/nowhere.parquet", runs, "2026-11-25")
    assert (tmp_path / "runs" / "index.html").exists()


def test_dagster_gets_verdict_and_metadata(sides, tmp_path, monkeypatch):
    module = types.ModuleType("dagster")
    module.asset = lambda function: function
    module.asset_check = lambda **options: lambda function: (options, function)
    module.AssetCheckResult = types.SimpleNamespace
    module.MetadataValue = types.SimpleNamespace(path=lambda path: path)
    module.Definitions = types.SimpleNamespace
    monkeypatch.setitem(sys.modules, "dagster", module)
    monkeypatch.setenv("REFERENCE", sides[0])
    monkeypatch.chdir(tmp_path)
    defs = runpy.run_path(str(recipes / "dagster" / "drift_check.py"))["defs"]
    [(options, check)] = defs.asset_checks
    assert options["blocking"] is True and options["asset"] in defs.assets
    result = check(sides[1])
    assert result.passed is False and result.metadata["drift_share"] == 0.5
    assert Path(result.metadata["page"]).exists()


def test_mlflow_keeps_the_report_with_a_run(sides, monkeypatch, capsys):
    logged = {}
    module = types.ModuleType("mlflow")

    class Run:
        info = types.SimpleNamespace(run_id="r1")

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

    class Client:
        def log_metric(self, run, name, value):
            logged[name] = value

        set_tag = log_metric

    module.start_run = lambda run_name: Run()
    module.active_run = Run
    module.log_text = lambda text, name, run_id: logged.update({name: text})
    module.log_dict = lambda data, name, run_id: logged.update({name: data})
    module.MlflowClient = Client
    monkeypatch.setitem(sys.modules, "mlflow", module)
    monkeypatch.setattr(sys, "argv", ["log_drift.py", *sides])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(recipes / "mlflow" / "log_drift.py"), run_name="__main__")
    assert ended.value.code == 1
    assert logged["driftcheck.status"] == "drift" and "driftcheck/report.html" in logged
    assert "<driftcheck.Report drift" in capsys.readouterr().out


def test_every_recipe_in_python_is_run_here():
    source = Path(__file__).read_text(encoding="utf-8")
    for path in recipes.rglob("*.py"):
        assert path.name in source
    assert importlib.util.find_spec("airflow") is None  # The real one would hide that only a part is called.
