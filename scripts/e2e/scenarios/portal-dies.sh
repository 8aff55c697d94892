# The portal, or the program that draws its dialogs, dies while a dialog is open: the window says so and goes on.
start_display
start_bus portal
make_file
start_app
for who in both drawer; do
  press ctrl+o
  until_true 40 window_titled "$OPEN_DIALOG" || die 'no dialog'
  sleep 1
  mapfile -t pids < <(portal_pids)
  [ ${#pids[@]} -eq 2 ] || die "not two portal services: ${pids[*]}"
  [ "$who" = both ] || pids=("${pids[1]}")
  kill "${pids[@]}"
  expect "killed ($who): a path field takes the place of the dialog" state_is path_field True
  expect 'no dialog is waited for any more' state_is dialog False
  focus "$WINDOW"
  shot "1-$who"
  press Escape
  expect 'Escape closes the path field' state_is path_field False
done
press ctrl+o
in_dialog "$OPEN_DIALOG" "$FILE"
expect 'the next dialog works again' file_is_loaded
alive || die 'the program is gone'
