-- tests/assert_no_drift.sql: a dbt test fails where it finds rows
select * from driftcheck_results where finding = 'verdict' and status = 'drift'
