"""Small Iceberg tables that PyIceberg writes; see fixtures/lakes/README.md. Usage: python lake-tables-pyiceberg.py OUT"""
import glob, json, os, sys
import pyarrow as pa, pyarrow.parquet as pq
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.schema import Schema
from pyiceberg.types import NestedField, LongType, DoubleType, StringType

out = sys.argv[1]
os.makedirs(out, exist_ok=True)
catalog = SqlCatalog('c', uri='sqlite:///:memory:', warehouse=f'file://{out}')
catalog.create_namespace('n')

def rows(first, last):
    ids = range(first, last)
    return pa.table({'id': pa.array(ids, pa.int64()), 'amount': pa.array([None if i % 37 == 0 else i * 0.5 for i in ids], pa.float64()),
                     'city': pa.array([['Bodø', 'Zürich', 'Oslo', '東京'][i % 4] for i in ids])})

def figures(table):
    columns = {}
    for name in table.column_names:
        column = table[name]
        one = {'type': {'large_string': 'string'}.get(str(column.type), str(column.type)), 'nulls': column.null_count}
        if str(column.type) in ('int64', 'double'): one['sum'] = pa.compute.sum(column).as_py()
        else: one['counts'] = {e['values']: e['counts'] for e in pa.compute.value_counts(column.drop_null()).to_pylist()}
        columns[name] = one
    return {'rows': table.num_rows, 'columns': columns}

def expected(name, table):
    snapshots = [{'snapshot_id': s.snapshot_id, 'expected': figures(table.scan(snapshot_id=s.snapshot_id).to_arrow())} for s in table.snapshots()]
    snapshots[-1]['expected'] = figures(table.scan().to_arrow())
    json.dump({'made_by': 'pyiceberg 0.12.0', 'current_metadata': os.path.basename(table.metadata_location), 'snapshots': snapshots},
              open(f'{out}/{name}/expected.json', 'w'), ensure_ascii=False, indent=1)

schema = Schema(NestedField(1, 'id', LongType()), NestedField(2, 'amount', DoubleType()), NestedField(3, 'city', StringType()))

def name_mapping():
    """A file without ids that was added to the table, and a column renamed since."""
    name = 'iceberg_name_mapping'
    table = catalog.create_table('n.mapped', schema, location=f'file://{out}/{name}/table')
    path = f'{out}/{name}/table/data/added.parquet'
    os.makedirs(os.path.dirname(path), exist_ok=True)
    pq.write_table(rows(0, 60), path)
    table.add_files([path])
    with table.update_schema() as update: update.rename_column('amount', 'amount_eur')
    table.append(rows(60, 100).rename_columns(['id', 'amount_eur', 'city']))
    expected(name, table)
    print(table.properties)

name_mapping()
