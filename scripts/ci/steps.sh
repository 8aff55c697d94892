# Steps with a headline, their time, and a count at the end. Sourced by .ci/run.
# shellcheck shell=bash

PASSED=0
FAILED=0
SKIPPED=0
FOUND=0
SUMMARY=()

# Exit codes by which a step says that it could not be tried here, or that a search by chance found what this change need not have brought.
readonly CANNOT_TRY=77
readonly SEARCH_FOUND=78

# What a step writes into this file stands beneath its line in the summary: the few lines that say why.
STEP_WHY=$(mktemp)
export STEP_WHY
trap 'rm -f "$STEP_WHY"' EXIT

# step HEADLINE FUNCTION: runs the function in a shell of its own, so that its first error ends it.
step() {
  local began=$SECONDS code=0
  printf '\n=== %s\n' "$1"
  : >"$STEP_WHY"
  set +e
  (
    set -euo pipefail
    "$2"
  )
  code=$?
  set -e
  case $code in
    0) PASSED=$((PASSED + 1)) && verdict 'passed' "$1" $((SECONDS - began)) ;;
    "$SEARCH_FOUND") FOUND=$((FOUND + 1)) && verdict 'FOUND' "$1" $((SECONDS - began)) ;;
    "$CANNOT_TRY") SKIPPED=$((SKIPPED + 1)) && verdict 'SKIPPED' "$1" $((SECONDS - began)) ;;
    *) FAILED=$((FAILED + 1)) && verdict 'FAILED' "$1" $((SECONDS - began)) ;;
  esac
}

# skip HEADLINE REASON: says aloud what is not tried, and why.
skip() {
  SKIPPED=$((SKIPPED + 1))
  printf '\n=== %s: SKIPPED, %s\n' "$1" "$2"
  SUMMARY+=("SKIPPED       $1: $2")
}

verdict() {
  printf -- '--- %s in %d s: %s\n' "$1" "$3" "$2"
  SUMMARY+=("$(printf '%-8s%4d s %s' "$1" "$3" "$2")")
  local line
  while IFS= read -r line; do
    SUMMARY+=("                $line")
  done <"$STEP_WHY"
}

# finish: the table of steps, the count alone on the last line, and the exit code.
finish() {
  printf '\n=== Summary (%d s in all)\n' "$SECONDS"
  printf '%s\n' "${SUMMARY[@]}"
  printf '\n%d passed, %d failed, %d skipped, %d found something\n' "$PASSED" "$FAILED" "$SKIPPED" "$FOUND"
  [ "$FAILED" -eq 0 ] && [ "$PASSED" -gt 0 ]
}
