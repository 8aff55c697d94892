# No session bus at all, as over ssh: the path field in the window works.
start_display
make_file
export DBUS_SESSION_BUS_ADDRESS="unix:path=$SCRATCH/nowhere"
start_app
press ctrl+o
expect 'a path field takes the place of the dialog' state_is path_field True
shot 1-path-field
type_text "$FILE"
press Return
expect 'the typed path is loaded' file_is_loaded
alive || die 'the program is gone'
