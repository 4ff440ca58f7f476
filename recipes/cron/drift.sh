#!/usr/bin/env bash
# Usage: drift.sh FOLDER, where reference.parquet lies and in/YYYY-MM-DD.parquet arrives each night. Its crontab is beside it.
# Keeps a dated run in FOLDER/runs and its summary in FOLDER/summary.txt; a mail goes out where MAIL_TO says to whom.
set -u
cd "${1:?usage: drift.sh FOLDER}" || exit 2
today=${TODAY:-$(date -u +%F)}
driftcheck compare reference.parquet "in/$today.parquet" --quiet -o runs --keep 90 --run-date "$today" --text summary.txt 2>error.txt
code=$?
if [ "$code" -eq 2 ]; then cp error.txt summary.txt; fi
if [ "$code" -ne 0 ] && [ -n "${MAIL_TO:-}" ]; then
  mail -s "driftcheck: exit code $code on $today" "$MAIL_TO" <summary.txt
fi
exit "$code"
