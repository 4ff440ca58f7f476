"""Drift and data-quality reports for machine-learning data: one call, one verdict, explained.

>>> import driftcheck
>>> report = driftcheck.compare(train, today, target="repaid")
>>> report.passed, report.drifted_columns
(False, ['car_value', 'loan_length'])
>>> report.save_html("drift.html")

``compare`` and ``check`` take what the command line takes, with the keys of the configuration as options.
"""

from ._compare import check, compare
from ._errors import DriftcheckError, DriftError, NoAnswerError
from ._mlflow import log_to_mlflow
from ._report import Report

__all__ = ["DriftError", "DriftcheckError", "NoAnswerError", "Report", "check", "compare", "log_to_mlflow"]
