#!/usr/bin/env python3
"""Compares what `borderline info --json` says about real files with what is known of them.

usage: real_files.py PROGRAM FOLDER
Files that are not in the folder are passed over and said to be; having none of them is a failure.
"""

import json
import pathlib
import subprocess
import sys

KNOWN = {
    "ucdp_ged221_pakistan_hdx.csv": {
        "rows_loaded": 6416, "rows_skipped": 0, "first": "1989-01-25", "last": "2021-12-31",
        "places.ok": 6416, "places.missing": 0,
        "fatalities.low": 41089, "fatalities.best": 43225, "fatalities.high": 49713,
    },
    "ged191_global_17col.csv": {
        "rows_loaded": 152616, "rows_skipped": 0, "first": "1989-01-01", "last": "2018-12-31",
        "places.ok": 152616, "places.missing": 0,
        "fatalities.low": 1676989, "fatalities.best": 2089095, "fatalities.high": 3067090,
    },
    "ucdp_afghanistan_points.geojson": {
        "rows_loaded": 310, "rows_skipped": 0, "first": "2001-01-05", "last": "2018-12-31",
        "places.ok": 310, "places.missing": 0,
    },
    "usgs-feed.geojson": {
        "rows_loaded": 352, "rows_skipped": 0, "first": "2024-01-22", "last": "2024-01-29",
        "places.ok": 352, "places.missing": 0,
    },
    "20191024143000.export.CSV": {
        "rows_loaded": 2111, "rows_skipped": 0, "first": "2018-10-24", "last": "2019-10-24",
        "places.ok": 2073, "places.missing": 38, "fatalities.best": None,
    },
    "libkml_time.kml": {"rows_loaded": 361, "rows_skipped": 0, "places.ok": 361, "dates.exact": 361},
    "giscore_timestamps.kml": {"rows_loaded": 11, "rows_skipped": 0, "places.ok": 11, "dates.missing": 0},
    "giscore_nestedInherits.kml": {"rows_loaded": 6, "rows_skipped": 0, "places.ok": 6, "dates.missing": 0},
    # The sheet has a row with the title of the timeline, which is no event.
    "women_in_computing.csv": {"rows_seen": 11, "rows_loaded": 10, "places.ok": 0, "dates.missing": 0},
    "women_in_computing.json": {"rows_seen": 10, "rows_loaded": 10, "places.ok": 0, "dates.missing": 0},
}


def report_of(program, path):
    """The program's report on one file, as a dictionary."""
    done = subprocess.run([program, "info", str(path), "--json"], capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise SystemExit(f"info {path.name}: exit code {done.returncode}: {done.stderr.strip()}")
    said = json.loads(done.stdout)
    reports = said if isinstance(said, list) else said.get("files", [said])
    return reports[0]


def at(report, key):
    """A value by its dotted name."""
    for part in key.split("."):
        report = report.get(part) if isinstance(report, dict) else None
    return report


def agrees(said, known):
    """Equal, or for dates: the same day, whatever time of day is told beside it."""
    return said == known or isinstance(known, str) and isinstance(said, str) and said.startswith(known)


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    compared, wrong = 0, []
    for name, known in KNOWN.items():
        path = folder / name
        if not path.exists():
            print(f"{name}: not here, passed over")
            continue
        report = report_of(program, path)
        for key, value in known.items():
            compared += 1
            if not agrees(at(report, key), value):
                wrong.append(f"{name}: {key} is {at(report, key)!r}, known is {value!r}")
        seen, loaded, skipped = (report.get(key) for key in ("rows_seen", "rows_loaded", "rows_skipped"))
        compared += 1
        if None in (seen, loaded, skipped) or seen != loaded + skipped:
            wrong.append(f"{name}: {seen} rows seen are not {loaded} loaded and {skipped} skipped")
        print(f"{name}: {loaded} rows")
    print("\n".join(wrong))
    print(f"{compared} figures compared, {len(wrong)} wrong")
    sys.exit(1 if wrong or not compared else 0)


if __name__ == "__main__":
    main()
