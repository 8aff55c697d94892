# What the checks need beside Rust and a C linker, installed where it is missing. Sourced by .ci/run.
# shellcheck shell=bash

# A folder of CI's own; what is there is used again.
TOOLS=${CI_TOOLS:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/borderline-ci}
readonly CARGO_DENY=0.20.2 TYPOS=1.52.0 CARGO_FUZZ=0.13.2

# To build: a linker. To fuzz: a compiler of C++. To open a window: what winit and glow load at run time. To drive it: a display without a
# screen, a window manager, a bus with the portal and its GTK dialog, a hand (xdotool) and an eye (imagemagick).
PACKAGES=(
  gcc g++ libc6-dev
  libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon-x11-0 libgl1 libegl1 libgl1-mesa-dri
  xvfb openbox xdotool imagemagick fonts-dejavu-core
  dbus xdg-desktop-portal xdg-desktop-portal-gtk
  python3 python3-pip
)

missing_packages() {
  local name
  for name in "${PACKAGES[@]}"; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || echo "$name"
  done
}

system_packages() {
  local missing=() run=()
  command -v dpkg-query >/dev/null || { echo "not a Debian system: install by hand what is missing"; return 0; }
  mapfile -t missing < <(missing_packages)
  if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" -ne 0 ]; then
      sudo -n true 2>/dev/null || { echo "missing, and this is not root: ${missing[*]}"; return 1; }
      run=(sudo)
    fi
    "${run[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${run[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" \
      >/dev/null
  fi
  echo "installed now: ${missing[*]:-nothing, all was there}"
  local part
  for part in fmt clippy; do
    cargo "$part" --version >/dev/null 2>&1 || rustup component add "${part/fmt/rustfmt}"
  done
}

# have NAME VERSION: whether the tool is in our folder in this version.
have() { "$TOOLS/bin/$1" --version 2>/dev/null | grep -qF "$2"; }

checking_tools() {
  mkdir -p "$TOOLS/bin"
  if ! have typos "$TYPOS"; then
    # The wheel carries the program itself and takes seconds; building it takes minutes.
    PIP_ROOT_USER_ACTION=ignore python3 -m pip install -q --no-deps --upgrade --target "$TOOLS/typos" "typos==$TYPOS" &&
      cp "$TOOLS/typos/bin/typos" "$TOOLS/bin/typos" || built typos-cli "$TYPOS"
  fi
  have cargo-deny "$CARGO_DENY" || built cargo-deny "$CARGO_DENY"
  "$TOOLS/bin/typos" --version
  "$TOOLS/bin/cargo-deny" --version
}

# Where it cannot be had, the step that needs it says so.
fuzzing_tool() {
  mkdir -p "$TOOLS/bin"
  have cargo-fuzz "$CARGO_FUZZ" || built cargo-fuzz "$CARGO_FUZZ" || return "$CANNOT_TRY"
  "$TOOLS/bin/cargo-fuzz" --version
}

# built CRATE VERSION: an unoptimised build, which is made in about a minute and fast enough for its task.
built() {
  CARGO_PROFILE_DEV_DEBUG=0 CARGO_TARGET_DIR="$TOOLS/build" \
    cargo install -q --locked --debug --root "$TOOLS" "$1@$2"
  rm -rf "$TOOLS/build"
}
