#!/usr/bin/env python3
"""Loads a CSV file with another program, all columns, two threads: peers.py duckdb|polars FILE

Prints one line of JSON: rows, wall and CPU seconds of the whole process, peak memory in MiB. Needs the Python
packages duckdb and polars.
"""

import json
import os
import subprocess
import sys
import time

PROGRAMS = {
    "duckdb": """
import duckdb, sys
c = duckdb.connect()
c.execute("set threads = 2")
c.execute("set enable_progress_bar = false")
c.execute("create table t as select * from read_csv(?)", [sys.argv[1]])
print(c.execute("select count(*) from t").fetchone()[0])
""",
    "polars": """
import polars, sys
print(polars.read_csv(sys.argv[1], try_parse_dates=True, infer_schema_length=1000).height)
""",
}


def measured(command, threads="2"):
    """Runs a command; gives what it printed, and what it cost."""
    environment = {**os.environ, "POLARS_MAX_THREADS": threads}
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    printed = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{command[0]} failed")
    return printed, {
        "wall_s": time.perf_counter() - start,
        "cpu_s": used.ru_utime + used.ru_stime,
        "peak_mib": used.ru_maxrss / 1024,
    }


def load(peer, path):
    """What it costs a peer to load the file."""
    printed, cost = measured([sys.executable, "-c", PROGRAMS[peer], path])
    return {"rows": int(printed.split()[-1]), **cost}


if __name__ == "__main__":
    print(json.dumps({"peer": sys.argv[1], **load(sys.argv[1], sys.argv[2])}))
