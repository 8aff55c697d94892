#!/usr/bin/env bash
# The README's main command as a newcomer without a display sees it: it must say so and write the sample's picture.
set -euo pipefail
manifest=$(pwd)/Cargo.toml
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
env -u DISPLAY -u WAYLAND_DISPLAY -u WAYLAND_SOCKET \
  timeout 900 cargo run --locked --release --manifest-path "$manifest" 2>&1 | tee said.txt
grep -qi 'display' said.txt || { echo "it does not say that there is no display"; exit 1; }
named=$(grep -oE '[^ "]+\.png' said.txt | tail -n 1) || { echo "it names no picture"; exit 1; }
bytes=$(stat -c %s "$named")
[ "$bytes" -gt 20000 ] || { echo "$named holds only $bytes bytes"; exit 1; }
head -c 8 "$named" | grep -q PNG || { echo "$named is no PNG"; exit 1; }
echo "$named: $bytes bytes"
