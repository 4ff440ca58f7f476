"""Small lake tables that Spark writes; see fixtures/lakes/README.md. Usage: python lake-tables-spark.py JARS OUT
Needs pyspark 4.0.1 and, in the folder JARS, delta-spark_2.13 and delta-storage 4.0.0, antlr4-runtime 4.13.1 and
iceberg-spark-runtime-4.0_2.13 1.10.0. Hidden .crc files and empty folders are not kept."""
import glob, json, os, sys
from pyspark.sql import SparkSession, functions as F
jars, out = sys.argv[1:3]
spark = (SparkSession.builder.master('local[1]').appName('t')
  .config('spark.jars', ','.join(glob.glob(f'{jars}/*.jar')))
  .config('spark.sql.extensions', 'io.delta.sql.DeltaSparkSessionExtension,org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions')
  .config('spark.sql.catalog.spark_catalog', 'org.apache.spark.sql.delta.catalog.DeltaCatalog')
  .config('spark.sql.catalog.ice', 'org.apache.iceberg.spark.SparkCatalog')
  .config('spark.sql.catalog.ice.type', 'hadoop').config('spark.sql.catalog.ice.warehouse', f'file:{out}/ice')
  .config('spark.sql.shuffle.partitions', '1').config('spark.databricks.delta.snapshotPartitions', '1').config('spark.ui.showConsoleProgress', 'false').config('spark.ui.enabled', 'false').config('spark.sql.session.timeZone', 'UTC')
  .getOrCreate())
spark.sparkContext.setLogLevel('ERROR')

def rows(n, start=0):
    i = F.col('id')
    return spark.range(start, start + n).select(
        i.alias('id'), F.when(i % 37 == 0, None).otherwise(i * 0.5).alias('amount'),
        F.element_at(F.array(*[F.lit(c) for c in ['Bodø', 'Zürich', 'Oslo', '東京']]), (i % 4 + 1).cast('int')).alias('city'),
        F.expr("date'2026-11-01'").alias('day')).coalesce(1)

def figures(frame):
    n = frame.count()
    columns = {}
    for name, kind in frame.dtypes:
        one = {'type': {'bigint': 'int64', 'double': 'double', 'string': 'string', 'date': 'date32[day]', 'int': 'int32'}[kind],
               'nulls': frame.filter(F.col(f'`{name}`').isNull()).count()}
        if kind in ('bigint', 'double', 'int'): one['sum'] = frame.agg(F.sum(f'`{name}`')).collect()[0][0]
        if kind == 'string': one['counts'] = {r[0]: r[1] for r in frame.filter(F.col(f'`{name}`').isNotNull()).groupBy(f'`{name}`').count().collect()}
        columns[name] = one
    return {'rows': n, 'columns': columns}

def expected(name, versions):
    path = f'{out}/{name}/table'
    json.dump({'made_by': 'Spark 4.0.1 + delta-spark 4.0.0', 'latest': max(versions),
               'versions': {str(v): figures(spark.read.format('delta').option('versionAsOf', v).load(path)) for v in versions}},
              open(f'{out}/{name}/expected.json', 'w'), ensure_ascii=False, indent=1)

def multipart():
    name = 'delta_multipart_checkpoint'; path = f'{out}/{name}/table'
    spark.conf.set('spark.databricks.delta.checkpoint.partSize', '3')
    rows(40).write.format('delta').option('delta.checkpointInterval', '3').save(path)
    for i in range(1, 5): rows(40, 40 * i).write.format('delta').mode('append').save(path)
    spark.sql(f'DELETE FROM delta.`{path}` WHERE id < 40')
    spark.conf.unset('spark.databricks.delta.checkpoint.partSize')
    expected(name, [3, 4, 5])

def by_id():
    name = 'delta_column_mapping_id'; path = f'{out}/{name}/table'
    spark.sql(f"CREATE TABLE delta.`{path}` (id BIGINT, amount DOUBLE, city STRING, day DATE) USING delta TBLPROPERTIES ('delta.columnMapping.mode'='id')")
    rows(100).write.format('delta').mode('append').save(path)
    spark.sql(f'ALTER TABLE delta.`{path}` RENAME COLUMN amount TO `amount in €`')
    spark.sql(f'ALTER TABLE delta.`{path}` DROP COLUMN day')
    rows(100, 100).drop('day').withColumnRenamed('amount', 'amount in €').write.format('delta').mode('append').save(path)
    expected(name, [1, 2, 3, 4])

def checkpoint_json():
    """A V2 checkpoint in Parquet with sidecars."""
    name = 'delta_v2_checkpoint_parquet'; path = f'{out}/{name}/table'
    spark.conf.set('spark.databricks.delta.checkpointV2.topLevelFileFormat', 'parquet')
    spark.conf.set('spark.databricks.delta.checkpoint.partSize', '2')
    rows(40).write.format('delta').option('delta.checkpointPolicy', 'v2').option('delta.checkpointInterval', '3').save(path)
    for i in range(1, 5): rows(40, 40 * i).write.format('delta').mode('append').save(path)
    expected(name, [3, 4])

def widened():
    name = 'delta_type_widening'; path = f'{out}/{name}/table'
    rows(50).withColumn('id', F.col('id').cast('int')).write.format('delta').option('delta.enableTypeWidening', 'true').save(path)
    spark.sql(f'ALTER TABLE delta.`{path}` ALTER COLUMN id TYPE BIGINT')
    rows(50, 50).write.format('delta').mode('append').save(path)
    expected(name, [0, 2])

def iceberg(name, props, act):
    try:
        t = f'ice.n.{name}'
        spark.sql(f"CREATE TABLE {t} (id BIGINT, amount DOUBLE, city STRING, day DATE) USING iceberg TBLPROPERTIES ({props})")
        rows(50).writeTo(t).append()
        act(t)
        print(name, figures(spark.table(t)))
        json.dump(figures(spark.table(t)), open(f'{out}/{name}.json', 'w'), ensure_ascii=False)
    except Exception as e: print(name, 'FAILED', str(e)[:500])

for f in [multipart, by_id, checkpoint_json, widened]:
    try: f(); print(f.__name__, 'ok', flush=True)
    except Exception as e: print(f.__name__, 'FAILED', str(e)[:800], flush=True)
iceberg('orc', "'write.format.default'='orc'", lambda t: None)
iceberg('avro', "'write.format.default'='avro'", lambda t: None)
iceberg('avro_deletes', "'format-version'='2','write.delete.format.default'='avro','write.delete.mode'='merge-on-read'", lambda t: spark.sql(f'DELETE FROM {t} WHERE id % 7 = 0'))
spark.stop()
