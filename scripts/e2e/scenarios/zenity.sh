# No portal, but zenity on the search path: its dialog is used. A stand-in answers at once with the file.
start_display
start_bus bare
make_file
mkdir -p "$SCRATCH/empty"
printf '#!/bin/sh\nprintf "%%s\\n" "$*" >"%s"\nprintf "%%s\\n" "%s"\n' "$SCRATCH/asked" "$FILE" >"$SCRATCH/empty/zenity"
chmod +x "$SCRATCH/empty/zenity"
start_app
press ctrl+o
expect 'the file that zenity names is loaded' file_is_loaded
grep -q -- --multiple "$SCRATCH/asked" || die "zenity was not asked for several files: $(cat "$SCRATCH/asked")"
state_is path_field False || die 'the path field is shown beside the dialog'
alive || die 'the program is gone'
