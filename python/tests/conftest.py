from pathlib import Path

import pytest

data = Path(__file__).parents[2] / "fixtures" / "data"


@pytest.fixture(scope="session")
def sides():
    """Car loans of two years: five of ten columns drift."""
    return str(data / "carloan_ref.parquet"), str(data / "carloan_cur.parquet")


@pytest.fixture(scope="session")
def drifted():
    return {"car_value", "salary_range", "loan_length", "repaid_loan_on_prev_car", "y_pred_proba"}
