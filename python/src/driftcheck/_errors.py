"""What is raised: where there is no answer, and where drift is asked to be an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ._report import Report


class DriftcheckError(Exception):
    """Everything that driftcheck raises by itself."""


class NoAnswerError(DriftcheckError):
    """Nothing was judged: an option that does not exist, a file or table that cannot be read, no Node.

    ``hint`` says what would work, where that is known; it is part of the message.
    """

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message if hint is None else f"{message}\n{hint}")
        self.hint = hint


class DriftError(DriftcheckError):
    """``Report.raise_for_drift()`` found something that fails the run; ``report`` has it all."""

    def __init__(self, report: Report) -> None:
        super().__init__(" ".join(report.reasons))
        self.report = report
