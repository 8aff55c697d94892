#!/usr/bin/env bash
# Runs one scenario with what they share: scenario.sh FILE
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/lib.sh"
. "$1"
