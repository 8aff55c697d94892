# Ctrl+Q ends the program, also while a dialog is open, and takes the dialog along.
start_display
start_bus portal
start_app
press ctrl+o
until_true 40 window_titled "$OPEN_DIALOG" || die 'no dialog'
sleep 1
focus "$WINDOW"
press ctrl+q
gone() { ! alive; }
expect 'the program ends' gone
wait "$APP" || die "it ends with code $?"
expect 'the dialog is closed with it' no_window_titled "$OPEN_DIALOG"
