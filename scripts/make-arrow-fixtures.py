"""Writes fixtures/arrow: small Arrow IPC files and streams and Feather files, and beside them their values as JSON.

    pip install pyarrow==26.0.1 polars==2.1.0 numpy
    python scripts/make-arrow-fixtures.py

Seeded: the same versions write the same values. types.parquet is the twin of types.arrow, for the names of the types.
A value in the JSON is: null, true/false, a text (strings), {"h": hex} (binary), or the digits of a number, date or time
counted in the column's own unit ("-12", "0.1", "NaN", "-0"; decimals as unscaled whole numbers). Nested columns: present or not.
"""

import decimal
import json
import pathlib
import uuid

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.ipc as ipc
import pyarrow.parquet as pq

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "arrow"
OUT.mkdir(parents=True, exist_ok=True)
for old in OUT.iterdir():
    old.unlink()
rng = np.random.default_rng(20261124)
ROWS = 30
index = {}


def number(x):
    return "NaN" if np.isnan(x) else repr(float(x)).replace("inf", "Infinity")


def cells(array):
    """The JSON values of an Arrow array."""
    t = array.type
    if pa.types.is_dictionary(t):
        return array.to_pylist() if pa.types.is_string_view(t.value_type) else cells(array.dictionary_decode())
    if isinstance(t, pa.BaseExtensionType):
        return [None if v is None else str(v if isinstance(v, uuid.UUID) else uuid.UUID(bytes=v)) for v in array.to_pylist()]
    if pa.types.is_nested(t):
        return [valid or None for valid in array.is_valid().to_pylist()]
    if pa.types.is_boolean(t) or pa.types.is_string(t) or pa.types.is_large_string(t) or pa.types.is_string_view(t) or pa.types.is_null(t):
        return array.to_pylist()
    if pa.types.is_floating(t):
        return [None if v is None else number(v) for v in array.to_pylist()]
    if pa.types.is_decimal(t):
        return [None if v is None else str(int(v.scaleb(t.scale, decimal.Context(prec=80)))) for v in array.to_pylist()]
    if pa.types.is_integer(t):
        return [None if v is None else str(v) for v in array.to_pylist()]
    if pa.types.is_temporal(t) and not pa.types.is_interval(t):
        return cells(array.view(pa.int32() if t.bit_width == 32 else pa.int64()))
    return [None if v is None else {"h": bytes(v).hex()} for v in array.to_pylist()]


def expect(name, table):
    table = table.combine_chunks()
    columns = []
    for field, column in zip(table.schema, table.columns):
        array = column.chunk(0) if column.num_chunks else pa.array([], field.type)
        columns.append({"name": field.name, "type": str(field.type), "values": cells(array)})
    index[name] = {"rows": table.num_rows, "columns": columns}


def gaps(n=ROWS):
    return rng.random(n) < 0.2


def with_gaps(values):
    return [None if g else v for v, g in zip(values, gaps(len(values)))]


def integers(t):
    info = np.iinfo(t.to_pandas_dtype())
    values = [int(v) for v in rng.integers(info.min, info.max, ROWS, dtype=t.to_pandas_dtype(), endpoint=True)]
    return pa.array([info.min, info.max, 0] + with_gaps(values[3:]), t)


def floats(t):
    values = rng.normal(0, 1000, ROWS).astype(t.to_pandas_dtype())
    values[:5] = [np.nan, np.inf, -np.inf, -0.0, 0.0]
    return pa.array(values, t, mask=gaps(), from_pandas=False)


def texts():
    words = ["", " ", "a", "Zürich", "東京", "naïve 😀", "x" * 70, "quote\"'", "line\nbreak", "exactly12byt"]
    return with_gaps([words[rng.integers(10)] for _ in range(ROWS)])


def decimals(t):
    top = 10**t.precision - 1
    values = [0, top, -top] + [int("".join(str(d) for d in rng.integers(0, 10, t.precision))) * (-1) ** i for i in range(ROWS - 3)]
    return pa.array(with_gaps([decimal.Decimal(v).scaleb(-t.scale, decimal.Context(prec=80)) for v in values]), t)


def moments(t, low, high):
    return pa.array(with_gaps([int(v) for v in rng.integers(low, high, ROWS)]), pa.int32() if t.bit_width == 32 else pa.int64()).view(t)


def blobs():
    return with_gaps([rng.bytes(int(rng.integers(0, 20))) for _ in range(ROWS)])


def common_types():
    """The types that Parquet knows, too."""
    day = {"s": 86400, "ms": 86400 * 10**3, "us": 86400 * 10**6, "ns": 86400 * 10**9}
    columns = {str(t): integers(t) for t in [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()]}
    columns |= {str(t): floats(t) for t in [pa.float16(), pa.float32(), pa.float64()]}
    columns |= {f"decimal {p} {s}": decimals(pa.decimal128(p, s)) for p, s in [(5, 2), (38, 10)]}
    columns |= {"decimal 60 5": decimals(pa.decimal256(60, 5)), "date32": moments(pa.date32(), -30000, 30000)}
    for unit in ["ms", "us", "ns"]:
        columns[f"timestamp {unit}"] = moments(pa.timestamp(unit), -day[unit] * 9000, day[unit] * 30000)
    columns["timestamp us Paris"] = moments(pa.timestamp("us", tz="Europe/Paris"), 0, day["us"] * 30000)
    columns |= {"time32 ms": moments(pa.time32("ms"), 0, day["ms"])}
    columns |= {f"time64 {unit}": moments(pa.time64(unit), 0, day[unit]) for unit in ["us", "ns"]}
    columns |= {"duration us": moments(pa.duration("us"), -(10**12), 10**12)}
    columns |= {"bool": pa.array(with_gaps([bool(v) for v in rng.random(ROWS) < 0.4])), "bool required": pa.array([bool(v) for v in rng.random(ROWS) < 0.5])}
    columns |= {"string": pa.array(texts()), "large_string": pa.array(texts(), pa.large_string()), "string_view": pa.array(texts(), pa.string_view())}
    columns |= {"dictionary": pa.array(texts()).dictionary_encode(), "binary": pa.array(blobs(), pa.binary()), "large_binary": pa.array(blobs(), pa.large_binary())}
    columns |= {"fixed 5": pa.array(with_gaps([rng.bytes(5) for _ in range(ROWS)]), pa.binary(5))}
    columns |= {"uuid": pa.ExtensionArray.from_storage(pa.uuid(), pa.array(with_gaps([rng.bytes(16) for _ in range(ROWS)]), pa.binary(16)))}
    columns |= {"null": pa.nulls(ROWS), "all null double": pa.nulls(ROWS, pa.float64()), "all null string": pa.nulls(ROWS, pa.string())}
    lists = with_gaps([texts()[: int(rng.integers(0, 4))] for _ in range(ROWS)])
    columns |= {"list": pa.array(lists, pa.list_(pa.string())), "large list": pa.array(lists, pa.large_list(pa.string()))}
    columns |= {"struct": pa.array(with_gaps([{"lat": 1.5, "tags": v} for v in lists]), pa.struct([("lat", pa.float64()), ("tags", pa.list_(pa.string()))]))}
    columns |= {"map": pa.array(with_gaps([[("a", i)] * (i % 3) for i in range(ROWS)]), pa.map_(pa.string(), pa.int64()))}
    columns |= {"last": pa.array(range(ROWS), pa.int64())}
    return pa.table(columns)


def arrow_types():
    """Types and layouts that only Arrow has, each beside a column that shows whether the reader has lost its place."""
    second = 86400
    columns = {"decimal32": decimals(pa.decimal32(5, 2)), "decimal64": decimals(pa.decimal64(15, 3)), "decimal256 small": decimals(pa.decimal256(10, 2))}
    columns |= {"date64": pa.array(with_gaps([int(v) * 86_400_000 for v in rng.integers(-3000, 30000, ROWS)]), pa.int64()).view(pa.date64())}
    columns |= {"timestamp s": moments(pa.timestamp("s"), 0, second * 30000), "time32 s": moments(pa.time32("s"), 0, second), "duration s": moments(pa.duration("s"), 0, second)}
    columns |= {"binary_view": pa.array(blobs(), pa.binary_view())}
    for t in [pa.int8(), pa.int16(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()]:
        columns[f"dictionary {t}"] = pa.DictionaryArray.from_arrays(pa.array(with_gaps([int(v) for v in rng.integers(0, 4, ROWS)]), t), pa.array(["never", "one", None, "Zürich"]))
        columns[f"dictionary {t}"] = columns[f"dictionary {t}"].cast(pa.dictionary(t, pa.string()))
    columns |= {"dictionary of numbers": pa.array(with_gaps([float(v) for v in rng.integers(0, 5, ROWS)])).dictionary_encode()}
    columns |= {"dictionary of days": moments(pa.date32(), 0, 5).dictionary_encode()}
    columns |= {"dictionary of bytes": pa.array(with_gaps([bytes([i % 3]) for i in range(ROWS)]), pa.binary()).dictionary_encode()}
    columns |= {"fixed list": pa.array(with_gaps([[1.0, None, 3.0]] * ROWS), pa.list_(pa.float64(), 3))}
    columns |= {"list view": pa.array(with_gaps([["a"] * (i % 3) for i in range(ROWS)]), pa.list_view(pa.string_view()))}
    union = [pa.array(range(ROWS), pa.int64()), pa.array([str(i) for i in range(ROWS)])]
    columns |= {"sparse union": pa.UnionArray.from_sparse(pa.array([i % 2 for i in range(ROWS)], pa.int8()), union)}
    columns |= {"dense union": pa.UnionArray.from_dense(pa.array([i % 2 for i in range(ROWS)], pa.int8()), pa.array([i // 2 for i in range(ROWS)], pa.int32()), union)}
    columns |= {"last": pa.array(range(ROWS), pa.int64())}
    return pa.table(columns)


def write_file(name, table, rows=12, **options):
    with ipc.new_file(OUT / name, table.schema, options=ipc.IpcWriteOptions(**options)) as writer:
        writer.write_table(table, max_chunksize=rows)
    expect(name, table)


def write_stream(name, table, rows=12, **options):
    with ipc.new_stream(OUT / name, table.schema, options=ipc.IpcWriteOptions(**options)) as writer:
        writer.write_table(table, max_chunksize=rows)
    expect(name, table)


types = common_types()
only_arrow = arrow_types()
write_file("types.arrow", types)
write_stream("types.arrows", types)
pq.write_table(types, OUT / "types.parquet")
write_file("types-lz4.arrow", types, compression="lz4")
write_file("types-zstd.arrow", types, compression="zstd")
write_stream("types-lz4.arrows", types, compression="lz4")
write_file("only-arrow.arrow", only_arrow)
write_stream("only-arrow-zstd.arrows", only_arrow, compression="zstd")
write_file("old-format.arrow", types.select(["int64", "double", "string", "bool", "last"]), use_legacy_format=True)
write_file("zero-rows.arrow", types.slice(0, 0))
with ipc.new_file(OUT / "zero-batches.arrow", types.schema):
    expect("zero-batches.arrow", types.slice(0, 0))

# Larger than one LZ4 block of 64 KiB, so that blocks refer to those before them.
many = pa.table({"walk": pa.array(np.cumsum(rng.integers(-3, 4, 12_000)), pa.int64()), "word": pa.array([f"word {i % 50}" for i in range(12_000)])})
for codec in ["lz4", "zstd"]:
    feather.write_feather(many, str(OUT / f"many-{codec}.feather"), compression=codec, chunksize=10_000)
index["many"] = {"sum": str(sum(many["walk"].to_pylist())), "last": str(many["walk"][-1].as_py()), "words": 50}
feather.write_feather(types.select(["int8", "double", "string", "last"]), str(OUT / "plain.feather"), compression="uncompressed")
expect("plain.feather", types.select(["int8", "double", "string", "last"]))
feather.write_feather(types.select(["int8", "double", "last"]), str(OUT / "version1.feather"), version=1)

# A dictionary that grows, one that is replaced, and one that no row uses in full.
parts = [["a", "b", None, "a"], ["b", "c", "a", "c"], ["d", None, "a", "b"]]
for name, deltas in [("delta", True), ("replaced", False)]:
    grown = [["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"]]
    entries = grown if deltas else [["b", "a"], ["c", "b", "a"], ["unused", "a", "d", "b"]]
    arrays = [pa.DictionaryArray.from_arrays(pa.array([None if v is None else e.index(v) for v in p], pa.int32()), pa.array(e)) for p, e in zip(parts, entries)]
    batches = [pa.record_batch([a, pa.array(range(4), pa.int64())], names=["c", "n"]) for a in arrays]
    writers = {"arrows": ipc.new_stream} | ({"arrow": ipc.new_file} if deltas else {})
    for ending, new in writers.items():
        with new(OUT / f"dictionary-{name}.{ending}", batches[0].schema, options=ipc.IpcWriteOptions(emit_dictionary_deltas=deltas)) as writer:
            for batch in batches:
                writer.write_batch(batch)
        index[f"dictionary-{name}.{ending}"] = {"rows": 12, "columns": [{"name": "c", "type": "dictionary<values=string>", "values": sum(parts, [])}, {"name": "n", "type": "int64", "values": [str(i) for _ in parts for i in range(4)]}]}

frame = pl.from_arrow(types.select(["int8", "double", "string", "large_string", "bool", "date32", "timestamp us", "list", "binary", "last"]))
frame = frame.with_columns(pl.col("string").cast(pl.Categorical).alias("category"))
for codec in ["uncompressed", "lz4", "zstd"]:
    frame.write_ipc(OUT / f"polars-{codec}.arrow", compression=codec, record_batch_size=12)
    expect(f"polars-{codec}.arrow", ipc.open_file(OUT / f"polars-{codec}.arrow").read_all())

ree = pa.RunEndEncodedArray.from_arrays([10, ROWS], [1, 2])
with ipc.new_file(OUT / "run-end-encoded.arrow", pa.schema([("runs", ree.type)])) as writer:
    writer.write_batch(pa.record_batch([ree], names=["runs"]))
twice = pa.table([pa.array([1, 2]), pa.array(["x", None])], names=["a", "a"])
write_file("same-name-twice.arrow", twice)

index["versions"] = {"python": __import__("platform").python_version(), "pyarrow": pa.__version__, "polars": pl.__version__, "numpy": np.__version__}
(OUT / "expected.json").write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")) + "\n")
print(len(index), "entries,", sum(f.stat().st_size for f in OUT.iterdir()), "bytes")
