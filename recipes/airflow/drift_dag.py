"""A drift task between load and score. The worker has the wheel (pip install "$DRIFTCHECK_WHEEL"), which brings Node along, so its image needs none."""

from datetime import datetime

from airflow.sdk import dag, task


@dag(schedule="15 2 * * *", start_date=datetime(2026, 1, 1), catchup=False)
def nightly():
    @task(retries=0)  # the same files give the same answer
    def drift(reference: str, current: str, runs: str, ds: str) -> dict:
        """Fails the task for a finding and for no answer; what follows it does not run."""
        import driftcheck

        report = driftcheck.compare(reference, current, outputs={"folder": runs, "keep": 90}, run_date=ds)
        report.raise_for_drift()
        return {"status": report.status, "drift_share": report.drift_share}

    drift("/data/reference.parquet", "/data/{{ ds }}.parquet", "/reports", "{{ ds }}")


nightly()
