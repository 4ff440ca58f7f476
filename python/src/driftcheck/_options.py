"""The options of compare and check, from the table of settings: `npm run docs` writes this file."""

from __future__ import annotations

import os
from typing import Any, Literal, Mapping, Sequence, TypedDict, Union


class Options(TypedDict, total=False):
    config: Union[str, "os.PathLike[str]", Literal[False]]
    """The configuration file; False: none, and none is looked for."""
    run_date: str
    """The run's date (2026-11-23, or with a time), for old data (default: now)."""
    policy: Literal["calibrated", "classic", "evidently"]
    """How columns are judged: `calibrated`, `classic` or `evidently`. Default: \"calibrated\"."""
    correction: Literal["benjamini-hochberg", "holm", "bonferroni", "none"]
    """How p-values are adjusted for many columns (default: the policy's)."""
    method: Union[str, Sequence[str]]
    """Methods that judge instead of the policy: a column takes the first that serves its type."""
    threshold: float
    """The threshold of the one `method` (default: the method's own)."""
    methods: Mapping[str, Any]
    """A method, or a method with its threshold, for every column of a type."""
    measure: Sequence[str]
    """Methods to measure beside the usual ones; `all`: every one. Default: []."""
    multivariate: bool
    """Whether all columns are looked at together as well. Default: False."""
    drift_share: float
    """The data set drifts from this share of drifted columns on (default: the policy's, 0.3)."""
    max_drifted: int
    """The most columns that may drift before the data set does, whatever their share (default: any number)."""
    periods: Union[Literal[False], Literal["off"], Mapping[str, Any]]
    """How current is held to the reference's own days, where it is as short as one and rows have times; `off`: not at all (default: held to them by --timestamp, or by the only time column that fits)."""
    reference_last: str
    """How much of the reference is compared with, by its times: its last `30d` (`12h`, `8w`) before current (default: all of it)."""
    min_rows: int
    """Rows needed on each side for a verdict. Default: 30."""
    include: Sequence[str]
    """Compare only these columns: names or patterns (default: all)."""
    exclude: Sequence[str]
    """Leave these columns out: names or patterns. Default: []."""
    target: Union[str, Sequence[str]]
    """The column with the label."""
    prediction: Union[str, Sequence[str]]
    """The column with the model's output."""
    timestamp: str
    """The column with the time of each row; not tested."""
    id: Union[str, Sequence[str]]
    """The column that names rows; not tested."""
    model_version: str
    """The column with the version of the model that served the row."""
    query: str
    """The column with the query that a row was offered for, in a ranking; not tested."""
    latency: str
    """The column with the time an answer took, in milliseconds."""
    error: str
    """The column that says whether the request failed."""
    gpu_oom: str
    """The column that says whether the request failed for want of GPU memory."""
    gpu_utilization: str
    """The column with how busy the GPU was."""
    gpu_memory: str
    """The column with how much memory of the GPU was in use."""
    key: Union[str, Sequence[str]]
    """The columns that together name a row."""
    columns: Mapping[str, Any]
    """What holds for single columns, by name or pattern."""
    checks: Mapping[str, Any]
    """Limits and severities of checks, by the check's id; `driftcheck checks` lists all."""
    segments: Sequence[Union[str, Mapping[str, Any]]]
    """Columns by which the rows are compared in parts as well: by category, or by bins of a number. Default: []."""
    rules: Sequence[Union[str, Mapping[str, Any]]]
    """`driftcheck check`: expressions over columns that every row must fulfil. Default: []."""
    fail_on: Sequence[Literal["drift", "checks", "metrics", "warnings", "schema", "multivariate", "segments", "prediction", "target", "performance", "concept", "chunks", "critical", "any-column", "new"]]
    """What ends in exit code 1; an empty list: nothing. Default: [\"drift\",\"checks\",\"metrics\"]."""
    metrics: Mapping[str, Any]
    """Figures of your own, and limits of metrics by their id; `driftcheck metrics` lists all. An entry with `kind` makes a figure of a column."""
    proxies: Mapping[str, Any]
    """Early figures that may stand for one that is known later, by the later one's name. A name is a metric, a figure of `metrics`, or a column, whose mean is taken."""
    budget: Mapping[str, Any]
    """LLM traces: US dollars that may be spent; a figure above fails."""
    show_texts: bool
    """LLM traces: whether outputs may show prompts, responses and retrieved passages, which are private otherwise. Default: False."""
    task: Literal["binary", "multiclass", "regression", "ranking"]
    """What the model does (default: found from target and prediction)."""
    positive: Union[str, float, bool]
    """The target's value that counts as positive (default: true, 1 or yes)."""
    probabilities: Mapping[str, str]
    """The column with the probability of each class, by the class; they are predictions too."""
    decision_threshold: float
    """From this score on a row is predicted positive, where no column says what was predicted (default: 0.5 for probabilities)."""
    quantile: float
    """Predictions are of this quantile of the target: the pinball loss is measured (default: none)."""
    ranking_k: int
    """How many items of each query count. Default: 10."""
    min_labels: int
    """Labelled rows needed for a figure of performance. Default: 100."""
    chunk: Union[Literal["hour", "day", "week", "month"], int]
    """Performance is estimated for each `hour`, `day`, `week`, `month`, or so many rows, and held to what the reference's own chunks reach (default: current as a whole)."""
    detector: Literal["adwin", "page-hinkley"]
    """What looks for changes of the errors in the order of time. Default: \"adwin\"."""
    labels: Mapping[str, Any]
    """Labels that came later than the predictions they belong to (docs/late-labels.md)."""
    gate: Mapping[str, Any]
    """When `driftcheck gate` lets a challenger take the champion's place (docs/gate.md)."""
    judge: str
    """The server whose model marks a share of the answers, OpenAI-compatible; prompts and answers are sent there."""
    judge_model: str
    """The model that marks answers."""
    judge_sample: float
    """The share of the requests that are marked, chosen by a hash of their names. Default: 0.02."""
    judge_budget: float
    """US dollars that the judge may cost in a run; then it is stopped."""
    judge_prompt: str
    """A file with what the judge is told; {{prompt}}, {{context}} and {{response}} stand for what is judged (default: driftcheck's own words)."""
    llm_cache: str
    """The folder that keeps marks, flags and vectors by what was asked, without any text (default: driftcheck/answers in the user's cache folder)."""
    moderation: str
    """The server that flags unsafe answers, by /moderations, or by chat where the model is a Llama Guard; answers are sent there."""
    moderation_model: str
    """The model that flags answers; one named like Llama Guard is asked by chat."""
    embedder: str
    """What makes vectors of sentences, for groundedness and drift of texts: a folder with model.onnx and tokenizer.json, or an OpenAI-compatible server."""
    embedder_model: str
    """The model of the server that makes vectors."""
    outputs: Mapping[str, Any]
    """Where reports go. Files and folders are named from the configuration's own folder."""
    dataset: str
    """What the data set is called: in the page's title, in messages of alerts (default: the name of the folder) and as a label of Prometheus' metrics."""
    null_values: Sequence[str]
    """CSV: texts that mean missing, beside the empty field. Default: [\"NA\",\"\\\\N\"]."""
    delimiter: str
    """CSV: the field separator (default: detected)."""
    header: Literal["row", "none"]
    """CSV: whether the first line holds names (row) or data (default: detected)."""
    skip: int
    """CSV: lines before the header to leave out (default: detected)."""
    comment: str
    """CSV: the character that begins a line to leave out, or `none` (default: # and % before the header)."""
    quote: str
    """CSV: the character that fields with the delimiter in them stand in, or `none` (default: \", or what is detected)."""
    escape: str
    """CSV: the character that takes the meaning from a quote, delimiter or line end behind it, or `none` (default: detected)."""
    decimal: Literal[".", ","]
    """CSV: the decimal mark of all numbers (default: judged by column)."""
    thousands: str
    """CSV: what separates the thousands of all numbers (default: judged by column)."""
    encoding: str
    """CSV and JSON: the encoding, such as `windows-1252`, `utf-16le` or `shift_jis` (default: UTF-8, or as a byte order mark says)."""
    input_format: Literal["csv", "json-lines", "parquet", "arrow-ipc"]
    """What the files are, whatever they are called (default: by ending or first bytes)."""
    max_fields: int
    """Structures of at most so many fields are read as their fields, such as `geo.lat`; 0: none (default: 100)."""
    max_bytes: int
    """The most bytes that a gzipped file, a Parquet column in a row group or a part of an Arrow batch may unpack to (default: 1 GiB, or 100 times the stored size)."""
    engine_sample: float
    """Tables in SQL engines: the share of their rows that is looked at, chosen by a hash; reports say so (default: all rows)."""
    engine_sample_key: str
    """Tables in SQL engines: the column whose hash chooses the rows, so that all rows of a key are looked at or none (default: all columns)."""
    endpoint: str
    """s3:// addresses: where a store answers that is not Amazon's, such as `https://storage.googleapis.com`; `{bucket}` in it stands for the bucket (default: AWS_ENDPOINT_URL_S3, or Amazon)."""
    prices: str
    """LLM traces: a file of what models cost for each token, laid out as LiteLLM's; it decides even where traces state a cost (default: costs in the traces, then a built-in table)."""
    traces: Mapping[str, str]
    """LLM traces: where what a trace has is found, by name: a column, or a path in JSON such as `usage.total.in`. Reports call it by the name here."""
    reference_query: str
    """SQL that stands for the table of the reference, where its address names an engine and no table."""
    current_query: str
    """SQL that stands for the table of the current data, where its address names an engine and no table."""
    inputs: Mapping[str, Any]
    """How each side is read, where they differ."""
    reference_version: str
    """Of a reference that is a Delta Lake or Iceberg table: its version, snapshot, branch or tag, as `?version=` behind it (default: the newest)."""
    reference_timestamp: str
    """Of a reference that is a table: the version that was there at an instant, or at the end of a day (UTC) (default: now)."""
    current_version: str
    """The same as `reference_version`, of current (default: the newest)."""
    current_timestamp: str
    """The same as `reference_timestamp`, of current (default: now)."""
    alerts: Mapping[str, Any]
    """`driftcheck alert`: rules over the figures of each run, and where messages about them go (docs/alerts.md)."""
    decide: Mapping[str, Any]
    """`driftcheck decide`: what a decision rests on, and what is run for it (docs/decide.md)."""
    stream: Mapping[str, Any]
    """`driftcheck watch`: which fields of a record are what, and what a window holds (docs/stream.md)."""
    github: bool
    """Whether a GitHub workflow is told: annotations, summary, outputs. Default: True."""
    workers: int
    """Threads that share the columns; 1: none but the main one (default: as many as cores)."""
