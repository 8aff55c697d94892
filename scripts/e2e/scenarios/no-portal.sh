# A desktop without a portal and without zenity: it says so, and the path field in the window works.
start_display
start_bus bare
make_file
start_app
press ctrl+o
expect 'a path field takes the place of the dialog' state_is path_field True
shot 1-path-field
type_text "$SCRATCH/there is no such file.csv"
press Return
expect 'a wrong path is named in a message' state_says message 'no such file'
shot 2-wrong-path
press ctrl+shift+o
expect 'the path field comes again' state_is path_field True
type_text "$FILE"
press Return
expect 'the typed path is loaded' file_is_loaded

ask_for_picture
expect 'a path field takes the place of the save dialog' state_is path_field True
shot 3-save-field
press ctrl+a
type_text "$SCRATCH/typed picture.png"
press Return
expect 'the picture is written where the path said' is_picture "$SCRATCH/typed picture.png"
alive || die 'the program is gone'
