# An analyst's first minutes: the sample, a file through the system's dialog, an incident by keys and by mouse, a picture.
start_display
start_bus portal
make_file
start_app
expect 'the sample is shown at the start, all 16 events' state_is events 16
shot 1-sample

press Right
expect 'the arrow key selects an event' state_changed selected None
first=$(state selected)
press Right
expect 'the arrow key steps on to another' state_changed selected "$first"
press Escape
expect 'Escape lets go of it' state_is selected None
click_until_selected || die 'no click on the map selects an event'
say "a click on the map selects an event: $(state selected)"
shot 2-selected

press ctrl+o
in_dialog "$OPEN_DIALOG" "$FILE"
expect 'the file from the dialog is loaded, and the title names it' file_is_loaded
shot 3-loaded

press ctrl+o
until_true 40 window_titled "$OPEN_DIALOG" || die 'no second dialog'
focus "$(window_titled "$OPEN_DIALOG")"
sleep 1
press Escape
expect 'Escape closes the dialog' no_window_titled "$OPEN_DIALOG"
expect 'a dialog that is closed leaves everything as it was' state_is dialog False
file_is_loaded || die 'the file is gone after Cancel'
state_is path_field False || die 'Cancel was taken for a missing dialog'

focus "$WINDOW"
press Right
ask_for_picture
in_dialog "$SAVE_DIALOG" "$SCRATCH/border picture.png"
expect 'the picture is written where the dialog said' is_picture "$SCRATCH/border picture.png"
cp "$SCRATCH/border picture.png" "$SHOTS/4-exported.png"
expect 'the window says that it is written' state_says message 'border picture.png'
shot 5-after
alive || die 'the program is gone'
