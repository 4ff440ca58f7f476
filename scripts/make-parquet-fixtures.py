"""Writes fixtures/parquet: small files by four writers, and beside each its values as JSON.

    pip install pyarrow==26.0.1 polars==2.1.0 duckdb==2.0.0 fastparquet==2026.9.0 pandas numpy
    python scripts/make-parquet-fixtures.py

Seeded: the same versions write the same values. The expected values come from the arrays the files were made from,
or, where a writer picks the types, from what pyarrow reads back; versions.json names all versions.
A value in the JSON is: null, true/false, a text (strings), {"h": hex} (binary), or the digits of a number, date or time
counted in the column's own unit ("-12", "0.1", "NaN", "-0"; decimals as unscaled whole numbers). Nested columns: present or not.
A file that holds what an earlier one holds says so: {"same_as": name}. Files in a form that is refused are named refused-….
"""

import base64
import datetime as dt
import decimal
import json
import pathlib
import struct
import uuid

import duckdb
import fastparquet
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.parquet.encryption as pe

OUT = pathlib.Path(__file__).parent.parent / "fixtures" / "parquet"
OUT.mkdir(parents=True, exist_ok=True)
# Those of parquetjs-lite are written by make-parquetjs-fixtures.js.
for old in OUT.iterdir():
    if "parquetjs" not in old.name:
        old.unlink()
rng = np.random.default_rng(20260101)
ROWS = 60
index = {}


# ---------------------------------------------------------------- values to JSON


def number(x):
    if np.isnan(x):
        return "NaN"
    return repr(float(x)).replace("inf", "Infinity")


def cells(array):
    """The JSON values of an Arrow array."""
    t = array.type
    if pa.types.is_dictionary(t):
        return cells(array.dictionary_decode())
    if isinstance(t, pa.BaseExtensionType):
        if t.extension_name == "arrow.uuid":
            return [None if v is None else str(v if isinstance(v, uuid.UUID) else uuid.UUID(bytes=v)) for v in array.to_pylist()]
        return cells(array.storage)
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
    if pa.types.is_temporal(t):
        return cells(array.view(pa.int32() if t.bit_width == 32 else pa.int64()))
    return [None if v is None else {"h": v.hex()} for v in array.to_pylist()]


def expect(name, table):
    """Notes what the file is expected to hold; `table` in the types the file states."""
    table = table.combine_chunks()
    columns = []
    for field, column in zip(table.schema, table.columns):
        array = column.chunk(0) if column.num_chunks else pa.array([], field.type)
        columns.append({"name": field.name, "type": str(field.type), "values": cells(array)})
    index[name] = {"rows": table.num_rows, "columns": columns}


# ---------------------------------------------------------------- data


def gaps(n, share=0.2):
    return rng.random(n) < share


def integers(t, n=ROWS):
    info = np.iinfo(t.to_pandas_dtype())
    values = [int(v) for v in rng.integers(info.min, info.max, n, dtype=t.to_pandas_dtype(), endpoint=True)]
    values[:3] = [info.min, info.max, 0]
    return pa.array([None if g and i > 3 else v for i, (v, g) in enumerate(zip(values, gaps(n)))], t)


def floats(t, n=ROWS):
    values = rng.normal(0, 1000, n).astype(t.to_pandas_dtype())
    values[:5] = [np.nan, np.inf, -np.inf, -0.0, 0.0]
    return pa.array(values, t, mask=gaps(n), from_pandas=False)


def texts(n=ROWS, many=False):
    words = ["", " ", "a", "Zürich", "東京", "naïve 😀", "x" * 70, "quote\"'", "line\nbreak", "tab\t"]
    values = [f"{words[i % 10]}{rng.integers(1000)}" if many else words[rng.integers(10)] for i in range(n)]
    return [None if g else v for v, g in zip(values, gaps(n))]


def decimals(precision, scale, n=ROWS):
    top = 10**precision - 1
    values = [0, top, -top] + [int("".join(str(d) for d in rng.integers(0, 10, precision))) * (-1) ** i for i in range(n - 3)]
    context = decimal.Context(prec=80)
    return [None if g else decimal.Decimal(v).scaleb(-scale, context) for v, g in zip(values, gaps(n))]


def moments(t, low, high, n=ROWS):
    return pa.array([None if g else int(v) for v, g in zip(rng.integers(low, high, n), gaps(n))], pa.int32() if t.bit_width == 32 else pa.int64()).view(t)


def every_type():
    day = {"s": 86400, "ms": 86400 * 10**3, "us": 86400 * 10**6, "ns": 86400 * 10**9}
    columns = {str(t): integers(t) for t in [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()]}
    columns |= {str(t): floats(t) for t in [pa.float16(), pa.float32(), pa.float64()]}
    columns |= {f"decimal {p} {s}": pa.array(decimals(p, s), pa.decimal128(p, s)) for p, s in [(5, 2), (9, 0), (18, 4), (38, 10)]}
    columns |= {"decimal 60 5": pa.array(decimals(60, 5), pa.decimal256(60, 5))}
    columns |= {"date32": moments(pa.date32(), -30000, 30000)}
    for unit in ["ms", "us", "ns"]:
        columns[f"timestamp {unit}"] = moments(pa.timestamp(unit), -day[unit] * 9000, day[unit] * 30000)
        columns[f"timestamp {unit} UTC"] = moments(pa.timestamp(unit, tz="UTC"), -day[unit] * 9000, day[unit] * 30000)
    columns["timestamp us Paris"] = moments(pa.timestamp("us", tz="Europe/Paris"), 0, day["us"] * 30000)
    columns |= {"time32 ms": moments(pa.time32("ms"), 0, day["ms"])}
    columns |= {f"time64 {unit}": moments(pa.time64(unit), 0, day[unit]) for unit in ["us", "ns"]}
    columns |= {"duration us": moments(pa.duration("us"), -(10**12), 10**12)}
    columns |= {"bool": pa.array([None if g else bool(v) for v, g in zip(rng.random(ROWS) < 0.4, gaps(ROWS))])}
    columns |= {"bool required": pa.array([bool(v) for v in rng.random(ROWS) < 0.5])}
    columns |= {"string": pa.array(texts()), "large_string": pa.array(texts(many=True), pa.large_string())}
    columns |= {"dictionary": pa.array(texts()).dictionary_encode()}
    blobs = [None if g else rng.bytes(int(rng.integers(0, 9))) for g in gaps(ROWS)]
    columns |= {"binary": pa.array(blobs, pa.binary()), "large_binary": pa.array(blobs, pa.large_binary())}
    columns |= {"fixed 5": pa.array([None if g else rng.bytes(5) for g in gaps(ROWS)], pa.binary(5))}
    columns |= {"uuid": pa.ExtensionArray.from_storage(pa.uuid(), pa.array([None if g else rng.bytes(16) for g in gaps(ROWS)], pa.binary(16)))}
    columns |= {"null": pa.nulls(ROWS), "all null double": pa.nulls(ROWS, pa.float64()), "all null string": pa.nulls(ROWS, pa.string())}
    lists = [None if g else texts(int(rng.integers(0, 4))) for g in gaps(ROWS)]
    columns |= {"list": pa.array(lists, pa.list_(pa.string()))}
    columns |= {"list of lists": pa.array([None if v is None else [v, None, []] for v in lists], pa.list_(pa.list_(pa.string())))}
    columns |= {"struct": pa.array([None if g else {"lat": 1.5, "tags": v} for v, g in zip(lists, gaps(ROWS))], pa.struct([("lat", pa.float64()), ("tags", pa.list_(pa.string()))]))}
    columns |= {"map": pa.array([None if g else [("a", i)] * (i % 3) for i, g in enumerate(gaps(ROWS))], pa.map_(pa.string(), pa.int64()))}
    return pa.table(columns)


def required(table):
    """Columns that may hold no null."""
    return pa.table([c.fill_null(0) if c.type != pa.string() else c.fill_null("") for c in table.columns], schema=pa.schema([f.with_nullable(False) for f in table.schema]))


def numbers_and_texts(n=ROWS):
    return pa.table({
        "i": pa.array([None if g else int(v) for v, g in zip(rng.integers(-(2**62), 2**62, n), gaps(n))], pa.int64()),
        "small": pa.array(rng.integers(0, 4, n), pa.int32()),
        "d": floats(pa.float64(), n),
        "s": pa.array([None if g else f"name {v}" for v, g in zip(rng.integers(0, 12, n), gaps(n))]),
    })


def arrow_file(name, table, expected=None, **options):
    pq.write_table(table, OUT / f"{name}.parquet", **options)
    expect(name, expected or table)


# ---------------------------------------------------------------- pyarrow

all_types = every_type()
for version in ["1.0", "2.0"]:
    for dictionary in [True, False]:
        arrow_file(f"pyarrow-types-page{version[0]}-{'dictionary' if dictionary else 'plain'}", all_types, row_group_size=25, data_page_version=version, use_dictionary=dictionary, compression="snappy")

mixed = numbers_and_texts()
for codec in ["none", "snappy", "gzip", "brotli", "zstd", "lz4"]:
    for version in ["1.0", "2.0"]:
        arrow_file(f"pyarrow-{codec}-page{version[0]}", mixed, compression=codec, data_page_version=version, row_group_size=40, write_page_checksum=version == "1.0")

whole = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "date32", "timestamp us", "time32 ms"]
arrow_file("pyarrow-delta-binary-packed", all_types.select(whole), use_dictionary=False, column_encoding="DELTA_BINARY_PACKED")
arrow_file("pyarrow-delta-length", all_types.select(["string", "large_string", "binary"]), use_dictionary=False, column_encoding="DELTA_LENGTH_BYTE_ARRAY")
arrow_file("pyarrow-delta-byte-array", all_types.select(["string", "large_string", "binary", "fixed 5", "decimal 38 10", "halffloat"]), use_dictionary=False, column_encoding="DELTA_BYTE_ARRAY")
arrow_file("pyarrow-byte-stream-split", all_types.select(["halffloat", "float", "double", "int32", "int64", "fixed 5", "decimal 38 10"]), use_dictionary=False, column_encoding="BYTE_STREAM_SPLIT")
walk = pa.table({"walk": pa.array(np.cumsum(rng.integers(-50, 60, 1000)), pa.int64()), "same": pa.array([7] * 1000, pa.int32()), "jumps": pa.array(rng.integers(-(2**63), 2**63 - 1, 1000), pa.int64())})
arrow_file("pyarrow-delta-long", walk, use_dictionary=False, column_encoding="DELTA_BINARY_PACKED")
flags = pa.table({"flag": pa.array([None if g else bool(v) for v, g in zip(rng.random(ROWS) < 0.5, gaps(ROWS))]), "runs": pa.array([i % 40 < 30 for i in range(ROWS)])})
arrow_file("pyarrow-boolean-runs", flags, data_page_version="2.0", use_dictionary=False, column_encoding={"flag": "RLE", "runs": "RLE"})
many = pa.table({"s": pa.array([f"text number {i % 400} {'y' * 20}" for i in range(1500)]), "d": pa.array(np.arange(1500) * 0.5)})
arrow_file("pyarrow-dictionary-then-plain", many, dictionary_pagesize_limit=2000, data_page_size=1000, write_batch_size=100)
arrow_file("pyarrow-required", required(numbers_and_texts()))
arrow_file("pyarrow-zero-rows", mixed.slice(0, 0))
empty = pq.ParquetWriter(OUT / "pyarrow-zero-row-groups.parquet", mixed.schema)
empty.close()
expect("pyarrow-zero-row-groups", mixed.slice(0, 0))
stamps = pa.table({"t": pa.array([0, 1, None, -(10**17), 4 * 10**18], pa.timestamp("ns"))})
arrow_file("pyarrow-int96", stamps, use_deprecated_int96_timestamps=True)
arrow_file("pyarrow-legacy-types", all_types.select(["int8", "uint16", "date32", "timestamp ms", "timestamp us", "decimal 5 2", "decimal 18 4", "string"]), version="1.0", store_schema=False)
noted = all_types.select(["int64", "large_string", "timestamp us Paris", "dictionary", "list"])
plain_types = [pa.int64(), pa.string(), pa.timestamp("us", tz="UTC"), pa.string(), pa.list_(pa.field("element", pa.string()))]
plain = pa.table([column.cast(t) for column, t in zip(noted.columns, plain_types)], names=noted.column_names)
arrow_file("pyarrow-no-arrow-schema", noted, plain, store_schema=False)
twice = pa.table([pa.array([1, 2]), pa.array(["x", None]), pa.array([2.5, None])], names=["a", "a", "b"])
arrow_file("pyarrow-same-name-twice", twice)
unused = pa.table({"c": pa.DictionaryArray.from_arrays(pa.array([3, 1, None, 3], pa.int8()), pa.array(["never", "one", "never too", "three"]))})
arrow_file("pyarrow-unused-categories", unused)

# ---------------------------------------------------------------- other writers: expected values as pyarrow reads them


def as_read(name):
    """Expects what pyarrow reads."""
    table = pq.read_table(OUT / f"{name}.parquet")
    expect(name, table)


frame = pl.from_arrow(mixed).with_columns(
    pl.Series("flag", [None if g else bool(v) for v, g in zip(rng.random(ROWS) < 0.5, gaps(ROWS))]),
    pl.Series("day", [dt.date(2024, 1, 1) + dt.timedelta(days=i) for i in range(ROWS)]),
    pl.Series("at", [dt.datetime(2024, 1, 1, 12) + dt.timedelta(seconds=i) for i in range(ROWS)]),
    pl.Series("tags", [None if i % 7 == 0 else ["a"] * (i % 3) for i in range(ROWS)], dtype=pl.List(pl.String)),
    pl.Series("grade", ["low" if i % 2 else "high" for i in range(ROWS)], dtype=pl.Enum(["low", "high"])),
    pl.Series("small", [i % 100 - 50 for i in range(ROWS)], dtype=pl.Int8),
    pl.Series("price", [decimal.Decimal(i) / 4 for i in range(ROWS)], dtype=pl.Decimal(12, 2)),
)
for codec in ["uncompressed", "snappy", "gzip", "brotli", "zstd", "lz4"]:
    frame.write_parquet(OUT / f"polars-{codec}.parquet", compression=codec, row_group_size=25)
    as_read(f"polars-{codec}")

con = duckdb.connect()
con.execute("select setseed(0.5)")
con.execute("""create table t as select
    i::tinyint as tiny, (i * 500)::smallint as small, i::integer as whole, (i * 10000000000)::bigint as big, i::utinyint as utiny, (i * 70000000)::uinteger as uint,
    case when i % 5 = 0 then null else i / 3.0 end as ratio, (i / 8.0)::float as single, (i * 1.25)::decimal(9, 2) as price, (i * 12345.678)::decimal(30, 5) as wide,
    i % 2 = 0 as flag, case when i % 4 = 0 then null else 'name ' || (i % 7) end as name, ('a' || i)::blob as raw, date '2024-01-01' + i::integer as day,
    timestamp '2024-01-01 10:00:00' + interval (i) minute as at, timestamptz '2024-01-01 10:00:00+00' + interval (i) minute as at_utc, time '01:00:00' + interval (i) second as clock,
    ('00000000-0000-0000-0000-0000000000' || lpad(i::varchar, 2, '0'))::uuid as id, case when i % 3 = 0 then null else [i, null] end as items, {'x': i, 'y': 'z'} as pair
    from range(60) r(i)""")
for codec in ["uncompressed", "snappy", "gzip", "zstd", "brotli", "lz4_raw"]:
    for version in ["v1", "v2"]:
        name = f"duckdb-{codec}-{version}"
        con.execute(f"copy t to '{OUT / name}.parquet' (format parquet, codec '{codec}', parquet_version '{version}')")
        # pyarrow refuses some of the V2 files (64-bit deltas in 32-bit columns), so their values are those of V1.
        as_read(name) if version == "v1" else index.__setitem__(name, index[f"duckdb-{codec}-v1"])

pandas = pd.DataFrame({
    "i": rng.integers(-(10**12), 10**12, ROWS), "d": rng.normal(size=ROWS), "s": pd.Series([f"name {i % 6}" for i in range(ROWS)], dtype="object"),
    "flag": rng.random(ROWS) < 0.5, "at": pd.date_range("2024-01-01", periods=ROWS, freq="h").as_unit("us"), "maybe": pd.array([None if i % 4 == 0 else i for i in range(ROWS)], dtype="Int64"),
})
for codec in ["UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD"]:
    name = f"fastparquet-{codec.lower()}"
    fastparquet.write(str(OUT / f"{name}.parquet"), pandas, compression=codec, row_group_offsets=[0, 35], object_encoding="utf8", times="int64")
    as_read(name)
fastparquet.write(str(OUT / "fastparquet-int96.parquet"), pandas[["at", "i"]], times="int96")
as_read("fastparquet-int96")

# ---------------------------------------------------------------- more types, encodings, page layouts

wider = pa.table({
    "date64": moments(pa.date32(), -30000, 30000).cast(pa.date64()),
    "timestamp s": moments(pa.timestamp("s"), -(10**9), 2 * 10**9),
    "timestamp s UTC": moments(pa.timestamp("s", tz="UTC"), -(10**9), 2 * 10**9),
    "time32 s": moments(pa.time32("s"), 0, 86400),
    **{f"duration {unit}": moments(pa.duration(unit), -(10**9), 10**9) for unit in ["s", "ms", "ns"]},
    "decimal32": pa.array(decimals(7, 2), pa.decimal128(7, 2)).cast(pa.decimal32(7, 2)),
    "decimal64": pa.array(decimals(16, 3), pa.decimal128(16, 3)).cast(pa.decimal64(16, 3)),
    "string_view": pa.array(texts(), pa.string_view()),
    "binary_view": pa.array([None if g else rng.bytes(int(rng.integers(0, 20))) for g in gaps(ROWS)], pa.binary_view()),
    "dictionary of numbers": integers(pa.int16()).dictionary_encode(),
    "json": pa.ExtensionArray.from_storage(pa.json_(pa.string()), pa.array([None if g else json.dumps({"n": i}) for i, g in enumerate(gaps(ROWS))])),
    "large_list": pa.array([None if g else [1] * (i % 3) for i, g in enumerate(gaps(ROWS))], pa.large_list(pa.int32())),
    "fixed list": pa.array([None if g else [i, i + 1] for i, g in enumerate(gaps(ROWS))], pa.list_(pa.int32(), 2)),
    "list of structs": pa.array([None if g else [{"a": i, "b": None}] * (i % 3) for i, g in enumerate(gaps(ROWS))], pa.list_(pa.struct([("a", pa.int64()), ("b", pa.string())]))),
    "struct in struct": pa.array([None if g else {"in": {"x": 1.5} if i % 2 else None} for i, g in enumerate(gaps(ROWS))], pa.struct([("in", pa.struct([("x", pa.float64())]))])),
    "map of lists": pa.array([None if g else [("k", [1, None])] * (i % 2) for i, g in enumerate(gaps(ROWS))], pa.map_(pa.string(), pa.list_(pa.int8()))),
})
for version in ["1.0", "2.0"]:
    pq.write_table(wider, OUT / f"pyarrow-more-types-page{version[0]}.parquet", row_group_size=25, data_page_version=version, compression="zstd")
    as_read(f"pyarrow-more-types-page{version[0]}")

digits = pa.table({f"decimal {p} {s}": pa.array(decimals(p, s), pa.decimal128(p, s)) for p, s in [(1, 0), (9, 9), (10, 2), (18, 18)]})
arrow_file("pyarrow-decimal-ints", digits, store_decimal_as_integer=True)
arrow_file("pyarrow-decimal-ints-delta-page2", digits, store_decimal_as_integer=True, use_dictionary=False, column_encoding="DELTA_BINARY_PACKED", data_page_version="2.0")

# Every newer encoding in pages of version 2, several row groups, nulls, each in another compression.
arrow_file("pyarrow-delta-binary-packed-page2", all_types.select(whole), use_dictionary=False, column_encoding="DELTA_BINARY_PACKED", data_page_version="2.0", row_group_size=25, compression="zstd")
arrow_file("pyarrow-delta-length-page2", all_types.select(["string", "large_string", "binary"]), use_dictionary=False, column_encoding="DELTA_LENGTH_BYTE_ARRAY", data_page_version="2.0", row_group_size=25, compression="gzip")
arrow_file("pyarrow-delta-byte-array-page2", all_types.select(["string", "binary", "fixed 5"]), use_dictionary=False, column_encoding="DELTA_BYTE_ARRAY", data_page_version="2.0", row_group_size=25, compression="brotli")
arrow_file("pyarrow-byte-stream-split-page2", all_types.select(["halffloat", "float", "double", "int32", "int64"]), use_dictionary=False, column_encoding="BYTE_STREAM_SPLIT", data_page_version="2.0", row_group_size=25, compression="lz4")

# Pages of a few values, checksums on all of them, also in version 2; a page index; row groups of one row and of none missing or all.
small_pages = {"data_page_size": 64, "write_batch_size": 7, "write_page_checksum": True, "write_page_index": True, "row_group_size": 40}
for version in ["1.0", "2.0"]:
    arrow_file(f"pyarrow-small-pages-page{version[0]}", mixed, data_page_version=version, compression="snappy", **small_pages)
arrow_file("pyarrow-row-groups-of-one", mixed.slice(0, 12), row_group_size=1, compression="none")
blocks = pa.table({"d": pa.array([None] * 30 + [1.5] * 30), "s": pa.array(["x"] * 30 + [None] * 30), "n": pa.array([None] * 25 + list(range(10)) + [None] * 25, pa.int32())})
for version in ["1.0", "2.0"]:
    arrow_file(f"pyarrow-all-missing-pages-page{version[0]}", blocks, data_page_version=version, row_group_size=25)

# ---------------------------------------------------------------- polars, DuckDB, fastparquet: their other types

tau = dt.timezone.utc
polars_types = pl.DataFrame({
    **{str(t): pl.Series([None if i % 6 == 0 else i % 100 for i in range(ROWS)], dtype=t) for t in [pl.Int16, pl.Int32, pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64, pl.Float32]},
    "binary": pl.Series([None if i % 5 == 0 else bytes([i, 255 - i]) for i in range(ROWS)], dtype=pl.Binary),
    "clock": pl.Series([dt.time(i % 24, i, 7, i) for i in range(ROWS)]),
    "took": pl.Series([None if i % 9 == 0 else dt.timedelta(microseconds=i * 1001) for i in range(ROWS)]),
    **{f"at {unit}": pl.Series([None if i % 8 == 0 else dt.datetime(1969, 1, 1) + dt.timedelta(days=i * 100) for i in range(ROWS)], dtype=pl.Datetime(unit)) for unit in ["ms", "us", "ns"]},
    "at zone": pl.Series([dt.datetime(2024, 1, 1, tzinfo=tau) + dt.timedelta(hours=i) for i in range(ROWS)], dtype=pl.Datetime("us", "Europe/Paris")),
    "category": pl.Series([None if i % 7 == 0 else f"c{i % 3}" for i in range(ROWS)], dtype=pl.Categorical),
    "nothing": pl.Series([None] * ROWS, dtype=pl.Null),
    "point": pl.Series([{"x": i, "y": None} for i in range(ROWS)], dtype=pl.Struct({"x": pl.Int64, "y": pl.String})),
    "lists": pl.Series([None if i % 4 == 0 else [[i], None] for i in range(ROWS)], dtype=pl.List(pl.List(pl.Int32))),
    "pair": pl.Series([[i, i + 1] for i in range(ROWS)], dtype=pl.Array(pl.Int32, 2)),
    "wide": pl.Series([decimal.Decimal(i) ** 9 / 8 for i in range(ROWS)], dtype=pl.Decimal(38, 10)),
})
polars_types.write_parquet(OUT / "polars-types.parquet", compression="zstd", row_group_size=25, data_page_size=100)
as_read("polars-types")

con.execute("""create table more as select
    (i * 7)::hugeint as huge, (i * 7)::uhugeint as uhuge, (i * 1000000000000)::ubigint as ubig, (i * 1000)::usmallint as usmall, (i - 30)::decimal(4, 1) as tenth, (i * 1000000000)::decimal(18, 3) as thousandth,
    case when i % 4 = 0 then null else ['low', 'mid', 'high'][1 + i % 3]::enum('low', 'mid', 'high') end as grade, case when i % 5 = 0 then null else json_object('n', i) end as doc, interval (i) day as took,
    timestamp_s '2024-01-01 10:00:00' as at_s, timestamp_ms '2024-01-01 10:00:00.123' as at_ms, timestamp_ns '2024-01-01 10:00:00.123456789' as at_ns, timetz '10:00:00+02' as clock_zone,
    ('10' || (i % 2))::bit as bits, case when i % 6 = 0 then null else map {'a': i} end as pairs, [{'x': i, 'y': [i]}] as points, null as nothing, chr(65 + i::integer)::varchar as letter
    from range(25) r(i)""")
con.execute(f"copy more to '{OUT}/duckdb-types.parquet' (format parquet, codec 'zstd')")
as_read("duckdb-types")
con.execute("create table long as select i // 100 as slow, i * 0.5 as half, case when i % 3 = 0 then null else 'name ' || (i % 50) end as name from range(5000) r(i)")
con.execute(f"copy long to '{OUT}/duckdb-row-groups.parquet' (format parquet, codec 'zstd', row_group_size 2048)")
as_read("duckdb-row-groups")

fast_types = pd.DataFrame({
    "single": rng.normal(size=ROWS).astype("float32"), "small": rng.integers(-100, 100, ROWS).astype("int8"), "unsigned": rng.integers(0, 2**32, ROWS).astype("uint32"), "raw": pd.Series([bytes([i]) * (i % 4) for i in range(ROWS)], dtype="object"),
    "category": pd.Categorical([["low", "high"][i % 2] for i in range(ROWS)]), "maybe flag": pd.array([None if i % 4 == 0 else i % 3 == 0 for i in range(ROWS)], dtype="boolean"), "gap": [np.nan if i % 5 == 0 else i / 7 for i in range(ROWS)],
    "took": pd.to_timedelta(np.arange(ROWS), unit="s").as_unit("us"), "at": pd.date_range("2024-01-01", periods=ROWS, freq="D", tz="UTC").as_unit("us"),
})
fast_encodings = {"raw": "bytes"}
for codec in ["BROTLI", "LZ4", "LZ4_RAW"]:
    name = f"fastparquet-{codec.lower().replace('_', '-')}"
    fastparquet.write(str(OUT / f"{name}.parquet"), fast_types, compression=codec, row_group_offsets=[0, 35], object_encoding=fast_encodings, times="int64")
    as_read(name)
fastparquet.writer.DATAPAGE_VERSION = 2
fastparquet.write(str(OUT / "fastparquet-page2.parquet"), fast_types, compression="GZIP", row_group_offsets=[0, 35], object_encoding=fast_encodings, times="int64")
as_read("fastparquet-page2")

# ---------------------------------------------------------------- what is refused


class NoService(pe.KmsClient):
    """Keys wrapped by nothing: these files are there to be refused."""

    def wrap_key(self, key, master):
        return base64.b64encode(key)

    def unwrap_key(self, wrapped, master):
        return base64.b64decode(wrapped)


for name, plain_footer in [("refused-encrypted-footer", False), ("refused-encrypted-column", True)]:
    setup = pe.EncryptionConfiguration(footer_key="f", column_keys={"c": ["d"]}, plaintext_footer=plain_footer)
    factory = pe.CryptoFactory(lambda _: NoService())
    with pq.ParquetWriter(OUT / f"{name}.parquet", mixed.schema, encryption_properties=factory.file_encryption_properties(pe.KmsConnectionConfig(), setup)) as writer:
        writer.write_table(mixed)
pq.write_metadata(mixed.schema, OUT / "refused-other-file.parquet", metadata_collector=[m for m in [pq.read_metadata(OUT / "pyarrow-none-page1.parquet")] if not m.set_file_path("part-0.parquet")])

versions = {"python": __import__("platform").python_version(), "pyarrow": pa.__version__, "polars": pl.__version__, "duckdb": duckdb.__version__, "fastparquet": fastparquet.__version__, "pandas": pd.__version__, "numpy": np.__version__}
(OUT / "versions.json").write_text(json.dumps(versions, indent=1) + "\n")
seen = {}
for name, file in list(index.items()):
    text = json.dumps(file)
    index[name] = {"same_as": seen[text]} if text in seen else file
    seen.setdefault(text, name)
(OUT / "expected.json").write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")) + "\n")
print(len(index), "files,", sum(f.stat().st_size for f in OUT.iterdir()), "bytes")
