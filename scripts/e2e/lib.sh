# What every end-to-end run shares: a display, a window manager, a session bus with or without a portal, the
# program in a home folder of its own, and ways to look, type and click. Sourced, never run.
# shellcheck shell=bash

# The folder for pictures and logs of this run, and the folder that vanishes with it.
SHOTS=${SHOTS:?where pictures and logs go}
SCRATCH=$(mktemp -d)
STARTED=()
# What was frozen, so that it can end with its bus.
FROZEN=()

# Ends what was started, newest first, by its own process id.
stop_all() {
  local i
  [ ${#FROZEN[@]} -eq 0 ] || kill -CONT "${FROZEN[@]}" 2>/dev/null || true
  for ((i = ${#STARTED[@]} - 1; i >= 0; i--)); do kill "${STARTED[i]}" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$SCRATCH"
}
trap stop_all EXIT

say() { printf '    %s\n' "$*"; }
die() {
  say "FAILED: $*"
  shot failed
  tail -n 15 "$SHOTS"/*.log 2>/dev/null || true
  exit 1
}
shot() { import -window root "$SHOTS/$1.png" 2>/dev/null || true; }
alive() { kill -0 "$APP" 2>/dev/null; }

# until_true SECONDS COMMAND…: repeats the command until it succeeds or the time is over.
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < end)) || return 1
    sleep 0.1
  done
}

start_display() {
  mkfifo "$SCRATCH/display"
  Xvfb -displayfd 3 -screen 0 1360x900x24 -nolisten tcp 3>"$SCRATCH/display" >"$SHOTS/xvfb.log" 2>&1 &
  STARTED+=($!)
  local number
  read -r -t 30 number <"$SCRATCH/display" || die "Xvfb did not start"
  unset WAYLAND_DISPLAY
  export DISPLAY=":$number" LIBGL_ALWAYS_SOFTWARE=1
  start_window_manager || start_window_manager || die "no window manager"
  # A fresh home: no preferences, recent files or cached portal choices of whoever runs this.
  export HOME="$SCRATCH/home" XDG_RUNTIME_DIR="$SCRATCH/runtime"
  unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_STATE_HOME
  mkdir -p "$HOME" "$XDG_RUNTIME_DIR"
  chmod 700 "$XDG_RUNTIME_DIR"
}

start_window_manager() {
  openbox >"$SHOTS/openbox.log" 2>&1 &
  STARTED+=($!)
  until_true 20 xdotool get_num_desktops
}

# start_bus portal|bare: a session bus of our own. A bare one knows no services, so no portal answers.
# The display must be set before: services that the bus starts inherit its environment.
start_bus() {
  local config=(--session) # the configuration of a desktop's bus
  if [ "$1" = bare ]; then
    printf '%s\n' '<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context="default">' \
      '<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>' \
      '</policy></busconfig>' >"$SCRATCH/bus.conf"
    config=("--config-file=$SCRATCH/bus.conf")
  fi
  export XDG_CURRENT_DESKTOP=GNOME GTK_A11Y=none NO_AT_BRIDGE=1 GSETTINGS_BACKEND=memory
  mkfifo "$SCRATCH/address"
  dbus-daemon "${config[@]}" --nofork --print-address=3 3>"$SCRATCH/address" >"$SHOTS/bus.log" 2>&1 &
  BUS=$!
  STARTED+=("$BUS")
  read -r -t 30 DBUS_SESSION_BUS_ADDRESS <"$SCRATCH/address" || die "no session bus"
  export DBUS_SESSION_BUS_ADDRESS
}

# The process ids of the portal services on this run's bus.
portal_pids() {
  local name
  for name in org.freedesktop.portal.Desktop org.freedesktop.impl.portal.desktop.gtk; do
    dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus / \
      org.freedesktop.DBus.GetConnectionUnixProcessID "string:$name" 2>/dev/null | awk '{ print $2 }'
  done
}

# start_app ARGUMENT…: the program, its window found and in front, its state file written.
start_app() {
  # A search path without zenity, so that what is tried is the portal and nothing else.
  mkdir -p "$SCRATCH/empty"
  PATH="$SCRATCH/empty" BORDERLINE_STATE="$SCRATCH/state.json" "$BIN" "$@" >"$SHOTS/app.log" 2>&1 &
  APP=$!
  STARTED+=("$APP")
  until_true 60 window_titled 'Borderline$' || die "no window"
  WINDOW=$(window_titled 'Borderline$')
  focus "$WINDOW"
  until_true 30 state_is loading False || die "the program does not say that it is ready"
  sleep 1
}

# The program's own word on what it shows (BORDERLINE_STATE).
state() {
  python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' "$SCRATCH/state.json" "$1"
}
state_is() { [ "$(state "$1" 2>/dev/null)" = "$2" ]; }
state_changed() { [ "$(state "$1" 2>/dev/null)" != "$2" ]; }
state_says() { state "$1" 2>/dev/null | grep -qi -- "$2"; }

# expect WHAT COMMAND…: waits up to 20 s for the command to succeed; says what was seen.
expect() { expect_in 20 "$@"; }
expect_in() {
  until_true "$1" "${@:3}" || die "not so: $2"
  say "$2"
}

# A file of three events of our own, in a name with spaces; its path in FILE, its name in NAME.
make_file() {
  NAME="three events #1.geojson"
  FILE="$SCRATCH/$NAME"
  local feature='{"type":"Feature","geometry":{"type":"Point","coordinates":[%s]},"properties":{"id":"%s","title":"%s","date":"%s"}}'
  # shellcheck disable=SC2059
  printf '{"type":"FeatureCollection","features":[%s,%s,%s]}' \
    "$(printf "$feature" '66.4,31.0' a 'Clash at the crossing' 2025-10-15)" \
    "$(printf "$feature" '70.1,33.8' b 'Fire across the river' 2025-10-11)" \
    "$(printf "$feature" '69.2,34.5' c 'Talks in the city' 2025-10-18)" >"$FILE"
}
file_is_loaded() { state_says files "$NAME" && state_is events 3 && state_is loading False && title_says "$NAME"; }

# A PNG of some substance.
is_picture() { [ "$(stat -c %s "$1")" -gt 20000 ] && identify "$1" | grep -q ' PNG '; }

window_titled() { xdotool search --onlyvisible --name "$1" 2>/dev/null | head -n 1 | grep .; }
no_window_titled() { ! window_titled "$1"; }
title() { xdotool getwindowname "$WINDOW"; }
title_says() { title | grep -qF -- "$1"; }
focus() { timeout 10 xdotool windowactivate --sync "$1" || true; }
press() { xdotool key --clearmodifiers "$@"; sleep 0.3; }
type_text() { xdotool type --delay 30 -- "$1"; sleep 0.4; }

readonly OPEN_DIALOG='^Open event files$' SAVE_DIALOG='^Export picture$'

# in_dialog TITLE PATH: answers the chooser of that title with a path.
# Ctrl+L opens the chooser's location field (a typed `/` does too, but the next key can get lost).
in_dialog() {
  until_true 40 window_titled "$1" || die "no dialog called ${1:-}"
  local dialog
  dialog=$(window_titled "$1")
  focus "$dialog"
  sleep 1
  press ctrl+l
  sleep 0.5
  press ctrl+a
  type_text "$2"
  shot "dialog-${DIALOGS:=1}"
  DIALOGS=$((DIALOGS + 1))
  press Return
  until_true 20 no_window_titled "$1" || die "the dialog did not close"
  focus "$WINDOW"
}

# ask_for_picture: opens the export sheet and presses its button, by Return or by the mouse, which finds the button
# at the lower left of the sheet in the window's middle.
ask_for_picture() {
  local dy
  focus "$WINDOW"
  press ctrl+e
  sleep 0.5
  shot export-sheet
  press Return
  until_true 2 asks_for_picture && return 0
  window_size
  for dy in 90 80 100 70 110 60 120 50 130; do
    click_at $((WIDTH / 2 - 150)) $((HEIGHT / 2 + dy))
    until_true 2 asks_for_picture && return 0
  done
  die 'the export sheet asks for no file'
}
asks_for_picture() { state_is path_field True || state_is dialog True; }

window_size() { eval "$(xdotool getwindowgeometry --shell "$WINDOW" | grep -E '^(WIDTH|HEIGHT)=')"; }
click_at() { xdotool mousemove --window "$WINDOW" "$1" "$2" sleep 0.1 click 1; }

# Clicks from point to point of the map, from its middle outwards, until an event is selected.
click_until_selected() {
  local x y
  window_size
  for y in 25 20 30 15 35 10; do
    for x in $(seq 20 2 66); do
      click_at $((WIDTH * x / 100)) $((HEIGHT * y / 100))
      sleep 0.1
      if state_changed selected None; then return 0; fi
    done
  done
  return 1
}
