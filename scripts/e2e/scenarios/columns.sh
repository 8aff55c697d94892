# A table whose columns nobody knows is understood by clicks in the window; the choices are kept and offered again.
start_display
start_bus portal
FILE="$SCRATCH/hand made.csv"
printf '%s\n' 'spot;north;east;when it was;toll;story;nr' \
  'Kurram;33,90;70,10;11/10/2025;58;Posts attacked at night;1' \
  'Thal;33,37;70,55;12/10/2025;23;Artillery answers;2' \
  'Spin Boldak;31,00;66,40;14/10/2025;4;The gate is closed;3' >"$FILE"
export XDG_CONFIG_HOME="$SCRATCH/config"
start_app "$FILE"
expect 'the table is loaded' state_is events 3
press c
expect 'the sheet of columns opens' state_says columns 'when it was'
window_size

# choose ROW ITEM: the meaning of a column by its place in the list; the sheet stands in the window's middle.
choose() {
  click_at $((WIDTH / 2 - 89)) $((HEIGHT / 2 - 118 + 40 * $1))
  sleep 1
  click_at $((WIDTH / 2 - 89)) $((HEIGHT / 2 - 118 + 40 * $1 + 29 + 26 * $2))
  sleep 1
}
choose 0 12
expect 'the first column is the place' state_says columns "'place': 'spot'"
choose 1 9
expect 'the second is the latitude' state_says columns "'latitude': 'north'"
choose 2 10
expect 'the third is the longitude' state_says columns "'longitude': 'east'"
shot 1-columns
click_at $((WIDTH / 2 - 552)) $((HEIGHT / 2 + 221))
sleep 1
click_at $((WIDTH / 2 + 479)) $((HEIGHT / 2 + 221))
expect 'the sheet closes' state_is columns None
press ctrl+f
type_text 'place:thal'
expect 'the places are there' state_is hits 1
shot 2-read
grep -q 'latitude = "north"' "$XDG_CONFIG_HOME/borderline/profiles/hand made.toml" || die 'no profile was kept'
say 'the profile is kept'
