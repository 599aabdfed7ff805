"""Writes the days off and the Saturdays worked that the package `holidays` has of Vietnam: a line each, from the first year
to the last that are given."""

import sys

import holidays

first, last = map(int, sys.argv[1:])
years = range(first, last + 1)
vietnam = holidays.country_holidays("VN", years=years, language="en_US")
for day in sorted(vietnam):
    print("off", day)
for day in sorted(day for day in vietnam.weekend_workdays if day.year in years):
    print("worked", day)
