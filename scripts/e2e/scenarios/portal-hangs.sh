# The portal takes the question and never answers: the window goes on, and a path can be typed meanwhile.
start_display
start_bus portal
make_file
start_app
press ctrl+o
until_true 40 window_titled "$OPEN_DIALOG" || die 'no dialog'
mapfile -t pids < <(portal_pids)
focus "$(window_titled "$OPEN_DIALOG")"
sleep 1
press Escape
expect 'the dialog is closed' state_is dialog False
FROZEN=("${pids[0]}")
kill -STOP "${FROZEN[@]}"
focus "$WINDOW"
press ctrl+o
expect 'the question is out' state_is dialog True
press Right
expect 'the window goes on: an event can be selected' state_changed selected None
shot 1-hanging
press ctrl+shift+o
expect 'a path can be typed meanwhile' state_is path_field True
type_text "$FILE"
press Return
expect 'the typed path is loaded' file_is_loaded
press ctrl+o
expect 'the question is out again' state_is dialog True
expect_in 40 'in the end a path field takes the place of the dialog' state_is path_field True
shot 2-given-up
alive || die 'the program is gone'
