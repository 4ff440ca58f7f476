"""What a comparison came to."""

from __future__ import annotations

import html
import json
import os
import tempfile
from typing import TYPE_CHECKING, Any

from ._errors import DriftError
from ._run import run

if TYPE_CHECKING:
    from typing import Union

    Path = Union[str, os.PathLike[str]]


class Report:
    """A report: the verdict and all that it rests on. A notebook shows it as the page."""

    def __init__(self, data: dict[str, Any]) -> None:
        """``data`` is what ``to_dict()`` gave, or the content of a ``report.json``."""
        self._data = data
        self._page: str | None = None

    @property
    def status(self) -> str:
        """``no_drift``, ``drift``, ``checks_failed`` or ``no_verdict``."""
        return str(self._data["verdict"]["status"])

    @property
    def passed(self) -> bool:
        """Whether nothing fails the run: the command line would have ended in 0."""
        return int(self._data["verdict"]["exit_code"]) == 0

    @property
    def reasons(self) -> list[str]:
        """The sentences of the verdict."""
        return list(self._data["verdict"]["reasons"])

    @property
    def drifted_columns(self) -> list[str]:
        """The names of the columns that drifted, in the report's order; those that are accepted for now are none."""
        return [
            column["name"]
            for column in self._data["columns"]
            if column["status"] == "drift" and column.get("accepted") is None
        ]

    @property
    def drift_share(self) -> float:
        """Drifted columns / tested columns, from 0 to 1; 0 where nothing was compared."""
        return float((self._data.get("drift") or {}).get("drift_share") or 0)

    @property
    def failed_checks(self) -> list[dict[str, Any]]:
        """The checks that failed: ``id``, ``column``, ``value``, ``message`` and more."""
        return [check for check in self._data["checks"] if check["status"] == "fail"]

    def to_dict(self) -> dict[str, Any]:
        """All of it, as ``docs/report-json.md`` describes it: a copy. Numbers are finite or None."""
        return json.loads(self.to_json())  # type: ignore[no-any-return]

    def to_json(self) -> str:
        """The same as JSON text."""
        return json.dumps(self._data, ensure_ascii=False, allow_nan=False)

    def to_markdown(self) -> str:
        """A summary for a comment or a message."""
        return self._rendered("markdown")

    def to_html(self) -> str:
        """The page: one file, without any request to elsewhere."""
        if self._page is None:
            self._page = self._rendered("html")
        return self._page

    def save_html(self, path: Path) -> None:
        """Writes the page."""
        _write(path, self.to_html())

    def save_json(self, path: Path) -> None:
        """Writes the report, for ``driftcheck report`` and ``driftcheck explain``."""
        _write(path, self.to_json())

    def raise_for_drift(self) -> Report:
        """The report itself; raises DriftError where it does not pass, also where there are too few rows for a verdict."""
        if not self.passed:
            raise DriftError(self)
        return self

    def __repr__(self) -> str:
        return f"<driftcheck.Report {self.status}: {' '.join(self.reasons)}>"

    def _repr_html_(self) -> str:
        """The page in a frame of its own, which can neither read the notebook nor be styled by it."""
        page = html.escape(self.to_html(), quote=True)
        return (
            '<iframe title="driftcheck report" sandbox="allow-scripts" style="width:100%;height:700px;border:0" '
            f'srcdoc="{page}"></iframe>'
        )

    def _rendered(self, form: str) -> str:
        with tempfile.TemporaryDirectory(prefix="driftcheck-") as folder:
            kept, made = os.path.join(folder, "report.json"), os.path.join(folder, form)
            _write(kept, self.to_json())
            run(["report", kept, f"--{form}", made, "--quiet"], {kept: "the report"})
            with open(made, encoding="utf-8", newline="") as file:
                return file.read()


def _write(path: Path, text: str) -> None:
    """UTF-8 with the line ends as they are, whatever the platform's are."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
