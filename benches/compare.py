#!/usr/bin/env python3
"""Loads a CSV file with Borderline, DuckDB and Polars in alternation and prints medians and ratios.

    compare.py FILE [--rounds 5] [--borderline target/release/borderline]

Machines that others use too are noisy: each round runs all programs one after the other, in another order each time,
and only ratios of medians are worth quoting.
"""

import argparse
import json
import os
import statistics
import sys

import peers


def ours(program, path):
    """What it costs us to load the file: of the whole process, and what it says itself."""
    printed, cost = peers.measured([program, "bench", path, "--json", "--load-only"])
    said = json.loads(printed)
    first = said["load"]["first_events_ms"]
    return {"rows": said["rows"], **cost, "first_events_ms": first}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--borderline", default="target/release/borderline")
    arguments = parser.parse_args()
    programs = ["borderline", *peers.PROGRAMS]
    runs = {name: [] for name in programs}
    for number in range(arguments.rounds):
        turn = number % len(programs)
        for name in programs[turn:] + programs[:turn]:
            run = ours(arguments.borderline, arguments.file) if name == "borderline" else peers.load(name, arguments.file)
            runs[name].append(run)
            print(number + 1, name, json.dumps(run), file=sys.stderr, flush=True)
    median = {
        name: {key: statistics.median(run[key] for run in of) for key in of[0]} for name, of in runs.items()
    }
    print(f"{os.cpu_count()} processors, {arguments.rounds} rounds, load average {os.getloadavg()[0]:.1f} at the end")
    print("| program | wall s | CPU s | peak MiB | first events ms | wall, ours to it | memory, ours to it |")
    print("|---|---|---|---|---|---|---|")
    own = median["borderline"]
    for name, of in median.items():
        first = f"{of['first_events_ms']:.0f}" if "first_events_ms" in of else "–"
        wall, memory = own["wall_s"] / of["wall_s"], own["peak_mib"] / of["peak_mib"]
        print(
            f"| {name} | {of['wall_s']:.2f} | {of['cpu_s']:.2f} | {of['peak_mib']:.0f} | {first} | {wall:.2f} | {memory:.2f} |"
        )
    print(f"memory a row: {own['peak_mib'] * 1024 * 1024 / own['rows']:.0f} bytes")


if __name__ == "__main__":
    main()
