#!/usr/bin/env bash
# Builds the fuzz targets once and runs each for a bounded time, as many at once as there are processors (at most four).
#   fuzz.sh TOOLS TARGET [SECONDS]   TOOLS holds cargo-fuzz and keeps what was found between runs; TARGET is built into
# Without cargo-fuzz, or where its crates cannot be fetched, nothing is tried and it says so (exit code 77).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
tools=$1 target=$2 seconds=${3:-60}

if ! [ -x "$tools/bin/cargo-fuzz" ]; then
  echo "NOT FUZZED: cargo-fuzz cannot be had here"
  exit 77
fi
logs=$target/fuzz-logs
rm -rf "$logs" && mkdir -p "$logs"
if ! (cd fuzz && cargo fetch --locked) >"$logs/fetch.log" 2>&1; then
  cat "$logs/fetch.log"
  if grep -q 'lock file' "$logs/fetch.log"; then
    exit 1
  fi
  echo "NOT FUZZED: the crates of the targets cannot be fetched from here"
  exit 77
fi
env -u CARGO_TARGET_DIR PATH="$tools/bin:$PATH" cargo fuzz build --sanitizer none --target-dir "$target/fuzz" 2>&1 | tail -n 3

programs=$(dirname "$(find "$target/fuzz" -path '*/release/known_tables' -type f -perm -u+x | head -n 1)")

# one TARGET: what is new goes to the first folder, the others are only read.
one() {
  local name=$1 found=$tools/corpus/$1 code=0
  mkdir -p "$found" "fuzz/corpus/$name"
  "$programs/$name" "$found" "fuzz/corpus/$name" tests/fixtures -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 \
    -max_len=16384 -print_final_stats=1 -artifact_prefix="$logs/$name-" >"$logs/$name.log" 2>&1 || code=$?
  local runs
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$logs/$name.log")
  printf '%-16s %12s runs%s\n' "$name" "${runs:-?}" "$([ "$code" -eq 0 ] || echo "  FAILED ($code)")"
  if [ "$code" -ne 0 ]; then
    tail -n 40 "$logs/$name.log"
  fi
  return "$code"
}
export -f one
export programs logs tools seconds

jobs=$(nproc)
find fuzz/targets -name '*.rs' -printf '%f\n' | sed 's/\.rs$//' | sort |
  xargs -P "$((jobs > 4 ? 4 : jobs))" -I{} bash -euo pipefail -c 'one {}'
