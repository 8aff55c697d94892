#!/usr/bin/env bash
# Proves the promise "Rust and a C linker, nothing else": builds, tests and runs in a Debian 12 that holds only gcc,
# libc6-dev and this machine's Rust toolchain. Not a part of .ci/run (it builds everything once more).
#   bare-machine.sh [FOLDER]       needs root and debootstrap; FOLDER is made if it is not there, and kept
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
bare=$(realpath -m "${1:-${TMPDIR:-/tmp}/borderline-bare}")
[ -x "$bare/usr/bin/gcc" ] || debootstrap --variant=minbase --include=gcc,libc6-dev bookworm "$bare"

mkdir -p "$bare/opt/rust" "$bare/opt/cargo/registry" "$bare/opt/borderline"
# The files as they are committed.
git archive HEAD | tar -x -C "$bare/opt/borderline"
cargo fetch --locked

toolchain=$(rustc --print sysroot) registry=${CARGO_HOME:-$HOME/.cargo}/registry
export bare toolchain registry
# Mounts live and die with this namespace.
unshare --mount bash -euo pipefail -c '
  mount -t proc proc "$bare/proc"
  mount --bind /dev "$bare/dev"
  mount --bind "$toolchain" "$bare/opt/rust"
  mount --bind "$registry" "$bare/opt/cargo/registry"
  chroot "$bare" env -i HOME=/root PATH=/opt/rust/bin:/usr/bin:/bin CARGO_HOME=/opt/cargo CARGO_NET_OFFLINE=true \
    sh -euc "
      cd /opt/borderline
      dpkg-query -W | wc -l
      cargo test
      cd /root && rm -f ./*.png
      cargo run --release --manifest-path /opt/borderline/Cargo.toml
      ls -l ./*.png
    "
'
