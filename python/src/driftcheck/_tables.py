"""Tables as files that the program reads: Arrow IPC, uncompressed. Nothing passes through text."""

from __future__ import annotations

import os
from typing import Any, Iterable, NamedTuple

from ._errors import NoAnswerError

rows_per_batch = 131_072


class Side(NamedTuple):
    """A side of a comparison: where it lies, what messages call it."""

    path: str
    name: str
    is_table: bool


def side_of(name: str, data: Any, folder: str) -> Side:
    """A path as it is; a table written into a file of the folder. TypeError for anything else, NoAnswerError where it cannot be written."""
    if isinstance(data, (str, os.PathLike)):
        path = os.fspath(data)
        return Side(path, path, False)
    kind = f"{type(data).__module__.partition('.')[0]}.{type(data).__name__}"
    write = _writer(kind, data)
    if write is None:
        raise TypeError(
            f"{name} is a {kind}: it takes a path, a data frame of pandas or polars, a table of pyarrow, or what has __arrow_c_stream__"
            + ("; .collect() makes a data frame of it" if kind == "polars.LazyFrame" else "")
        )
    path = os.path.join(folder, f"{name}.arrow")
    try:
        write(data, path)
    except ImportError as error:
        raise NoAnswerError(f"{name}: a {kind} needs pyarrow", "pip install pyarrow") from error
    except DuplicateNameError as error:
        raise NoAnswerError(f"{name}: {error}") from error
    return Side(path, f"{name} ({kind})", True)


class DuplicateNameError(Exception):
    """Two columns have one name."""


def _writer(kind: str, data: Any) -> Any:
    if kind == "polars.DataFrame":
        return lambda frame, path: frame.write_ipc(path)
    if kind == "pandas.DataFrame":
        return _write_pandas
    if hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__"):
        return _write_arrow
    return None


def _write_arrow(data: Any, path: str) -> None:
    """Streams are written as they come, and need no memory for all of it; dictionaries have to be known whole first."""
    import pyarrow as pa

    if isinstance(data, pa.RecordBatch):
        _write_table(pa.Table.from_batches([data]), path)
    elif isinstance(data, pa.Table) or not hasattr(data, "__arrow_c_stream__"):
        _write_table(pa.table(data), path)
    else:
        reader = pa.RecordBatchReader.from_stream(data)
        if any(_is_encoded(field.type) for field in reader.schema):
            _write_table(reader.read_all(), path)
        else:
            _write_batches(reader.schema, reader, path)


def _write_table(table: Any, path: str) -> None:
    """A file of Arrow holds one dictionary for each column, and the program reads no run ends."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for i, field in enumerate(table.schema):
        if pa.types.is_run_end_encoded(field.type):
            table = table.set_column(i, field.name, pc.run_end_decode(table.column(i)))
    table = table.unify_dictionaries()
    _write_batches(table.schema, table.to_batches(max_chunksize=rows_per_batch), path)


def _write_batches(schema: Any, batches: Iterable[Any], path: str) -> None:
    import pyarrow as pa

    _refuse_duplicates(schema.names)
    with pa.OSFile(path, "wb") as file, pa.ipc.new_file(file, schema) as writer:
        for batch in batches:
            writer.write_batch(batch)


def _is_encoded(kind: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_dictionary(kind) or pa.types.is_run_end_encoded(kind))


def _write_pandas(frame: Any, path: str) -> None:
    import pyarrow as pa

    levels = [level for level in frame.index.names if level is not None and level not in frame.columns]
    if levels:
        frame = frame.reset_index(level=levels)
    names = [str(name) for name in frame.columns]
    _refuse_duplicates(names)
    _write_table(pa.table([_array(frame.iloc[:, i]) for i in range(len(names))], names=names), path)


def _array(series: Any) -> Any:
    """A column of pandas as Arrow has it, NaN as missing. What Arrow has no type for is text."""
    import pandas as pd
    import pyarrow as pa

    dtype = series.dtype
    if isinstance(dtype, pd.PeriodDtype):
        series = series.dt.to_timestamp()
    elif isinstance(dtype, pd.SparseDtype):
        series = series.sparse.to_dense()
    elif isinstance(dtype, pd.CategoricalDtype) and _is_odd(dtype.categories.dtype):
        series = series.cat.rename_categories(str)
    elif _is_odd(dtype):
        series = _as_text(series)
    try:
        return pa.Array.from_pandas(series)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, OverflowError):
        return pa.Array.from_pandas(_as_text(series))


def _is_odd(dtype: Any) -> bool:
    """Whether values are intervals, periods or complex numbers, which reach Arrow as structures, or not at all."""
    return type(dtype).__name__ in ("IntervalDtype", "PeriodDtype") or getattr(dtype, "kind", "") == "c"


def _as_text(series: Any) -> Any:
    return series.astype(object).map(str, na_action="ignore")


def _refuse_duplicates(names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise DuplicateNameError(f"two columns are named {name!r}")
        seen.add(name)
