#!/usr/bin/env bash
# The real window on a display of its own, with the system's real file dialogs, and with each of their failures:
#   run.sh PROGRAM FOLDER [SCENARIO…]     pictures and logs go to FOLDER/SCENARIO
# Needs the packages that scripts/ci/tools.sh lists. Nothing is shown on your own screen.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(realpath "$1")
mkdir -p "$2"
folder=$(realpath "$2")
shift 2
[ -x "$program" ] || { echo "there is no program at $program"; exit 1; }
for tool in Xvfb openbox xdotool import dbus-daemon; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed"; exit 1; }
done

scenarios=("$@")
[ ${#scenarios[@]} -gt 0 ] || mapfile -t scenarios < <(cd "$here/scenarios" && ls ./*.sh | sed 's|^\./||; s|\.sh$||')
passed=0
failed=()
for name in "${scenarios[@]}"; do
  began=$SECONDS
  printf '  %s\n' "$name"
  rm -rf "${folder:?}/$name"
  mkdir -p "$folder/$name"
  if BIN=$program SHOTS=$folder/$name FIXTURES=$here/../../tests/fixtures \
    timeout 240 bash "$here/scenario.sh" "$here/scenarios/$name.sh" </dev/null; then
    passed=$((passed + 1))
    printf '    passed in %d s\n' $((SECONDS - began))
  else
    failed+=("$name")
    printf '    FAILED in %d s, see %s\n' $((SECONDS - began)) "$folder/$name"
  fi
done
printf '  end to end: %d of %d scenarios passed%s\n' "$passed" "${#scenarios[@]}" "${failed[*]:+; failed: ${failed[*]}}"
[ ${#failed[@]} -eq 0 ] && [ "$passed" -gt 0 ]
