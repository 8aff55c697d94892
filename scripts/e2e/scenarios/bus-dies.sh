# The session bus dies while a dialog is open: the window, and what is loaded in it, stay.
start_display
start_bus portal
make_file
start_app
press ctrl+o
until_true 40 window_titled "$OPEN_DIALOG" || die 'no dialog'
sleep 1
kill "$BUS"
expect 'a path field takes the place of the dialog' state_is path_field True
shot 1-path-field
focus "$WINDOW"
type_text "$FILE"
press Return
expect 'the typed path is loaded' file_is_loaded
sleep 5
alive || die 'the program is gone'
say 'the window is there 5 s later'
