#!/usr/bin/env bash
# Builds the fuzz targets and feeds them.
#   fuzz.sh replay TOOLS TARGET             every input that ever failed and every fixture: the same each time; a fault is red
#   fuzz.sh search TOOLS TARGET [SECONDS]   new inputs by chance, so long for each target; what it finds is exit code 78
# TOOLS holds cargo-fuzz and keeps what was found between runs; TARGET is built into. As many run at once as there are processors (at most four).
# Without cargo-fuzz, or where its crates cannot be fetched, nothing is tried and it says so (exit code 77).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
way=$1 tools=$2 target=$3 seconds=${4:-60}
why=${STEP_WHY:-/dev/null}

if ! [ -x "$tools/bin/cargo-fuzz" ]; then
  echo "NOT FUZZED: cargo-fuzz cannot be had here"
  exit 77
fi
logs=$target/fuzz-logs/$way
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

# one TARGET: a search keeps what is new in the first folder; the others are only read.
one() {
  local name=$1 code=0 found=$tools/corpus/$1 how=()
  local folders=("fuzz/corpus/$name" tests/fixtures)
  mkdir -p "$found" "fuzz/corpus/$name"
  if [ "$way" = replay ]; then
    how=(-runs=0)
  else
    folders=("$found" "${folders[@]}")
    how=("-max_total_time=$seconds")
  fi
  "$programs/$name" "${folders[@]}" "${how[@]}" -timeout=5 -rss_limit_mb=1024 -max_len=16384 -print_final_stats=1 \
    -artifact_prefix="$logs/$name-" >"$logs/$name.log" 2>&1 || code=$?
  local runs
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$logs/$name.log")
  printf '%-16s %12s runs%s\n' "$name" "${runs:-?}" "$([ "$code" -eq 0 ] || echo "  FAILED ($code)")"
  if [ "$code" -ne 0 ]; then
    tail -n 40 "$logs/$name.log"
    explain "$name" >>"$why"
  fi
  return "$code"
}

# explain TARGET: where it failed and the input, short enough for the summary and enough to have it again.
explain() {
  local input
  input=$(find "$logs" -name "$1-*" ! -name '*.log' | head -n 1)
  printf '%s: %s\n' "$1" "$(grep -m 1 -A 1 'panicked at' "$logs/$1.log" | tr '\n' ' ' | cut -c 1-300)"
  printf '%s: %s\n' "$1" "$(grep -m 1 -E 'ERROR: libFuzzer' "$logs/$1.log" | cut -c 1-200)"
  if [ -n "$input" ]; then
    printf '%s: the input, base64 of gzip, its first 2,000 letters: %s\n' "$1" "$(gzip -9nc "$input" | base64 -w 0 | cut -c 1-2000)"
  fi
}
export -f one explain
export programs logs tools seconds way why

jobs=$(nproc)
code=0
find fuzz/targets -name '*.rs' -printf '%f\n' | sed 's/\.rs$//' | sort |
  xargs -P "$((jobs > 4 ? 4 : jobs))" -I{} bash -euo pipefail -c 'one {}' || code=$?
if [ "$code" -ne 0 ] && [ "$way" = search ]; then
  exit 78
fi
exit "$code"
