#!/usr/bin/env bash
# Types into the serial console as a person does, through picocom and through minicom, each in a terminal of its own (tmux)
# on a pseudo-terminal pair (socat). Looks at the screens, fails where one is not as it should be, and writes what stood
# there to docs/captures/. Needs socat, picocom, minicom and tmux, and a built dist/.
set -eu
cd "$(dirname "$0")/.."
for tool in socat picocom minicom tmux; do
  command -v "$tool" >/dev/null || { echo "needs $tool" >&2; exit 1; }
done

folder=$(mktemp -d)
near=$folder/near
far=$folder/far
terminal="tmux -L upright-capture-$$"
trap '$terminal kill-server 2>/dev/null || true; kill $(jobs -p) 2>/dev/null || true; rm -rf "$folder"' EXIT

socat "pty,raw,echo=0,link=$near" "pty,raw,echo=0,link=$far" &
mkfifo "$folder/stdin"
until [ -e "$near" ] && [ -e "$far" ]; do sleep 0.1; done
node dist/src/main.js run --console stdio --console "$near" <"$folder/stdin" >"$folder/stdout" &
exec 3>"$folder/stdin"

keys() { $terminal send-keys -t "$1" "${@:2}"; }
type() { keys "$1" -l "$2"; sleep 0.2; keys "$1" Enter; sleep 0.6; }
# What stands on the screen, without the empty lines below it.
screen() { $terminal capture-pane -t "$1" -p | sed "s#$folder/##g; s/[[:space:]]*$//" | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' >"$folder/$1.txt"; }
# fails SCREEN PATTERN COUNT: the pattern has to stand in that many lines
shows() {
  local seen
  seen=$(grep -c -- "$2" "$folder/$1.txt" || true)
  [ "$seen" -eq "$3" ] && return
  echo "$1: '$2' stands in $seen lines, not in $3:" >&2
  cat "$folder/$1.txt" >&2
  exit 1
}

session() {
  local name=$1
  # Whoever was at the wire before may still have the role.
  echo operator >&3
  keys "$name" Enter
  sleep 0.5
  type "$name" "staus"
  keys "$name" -l "versiox"; keys "$name" BSpace; type "$name" "n"
  keys "$name" -l "rubbish that is thrown away"; keys "$name" C-u; type "$name" "who"
  keys "$name" -l "version wrong words"; keys "$name" C-w; keys "$name" C-w; keys "$name" Enter; sleep 0.6
  keys "$name" Up; sleep 0.2; keys "$name" Up; sleep 0.2; keys "$name" Enter; sleep 0.6
  type "$name" "occupancy none"
  keys "$name" -l "operator"; keys "$name" Enter; sleep 0.6
  echo "press SELECT" >&3
  sleep 0.8
  type "$name" "who"
  screen "$name"
  cp "$folder/$name.txt" "docs/captures/$name.txt"
  shows "$name" "^error UNKNOWN no command staus; did you mean status?" 1
  shows "$name" "^upright [0-9.]*, simulated table" 2
  shows "$name" "rubbish" 0
  shows "$name" "^> who" 3
  shows "$name" "^error ROLE occupancy" 1
  shows "$name" "^you have the role" 1
  shows "$name" "^near *operator" 1
  # A line that is longer than the screen is wide, and one that is too long.
  keys "$name" C-l; sleep 0.3
  type "$name" "goto 111111111122222222223333333333444444444455555555556666666666777777777788888888889999"
  type "$name" "$(printf 'x%.0s' $(seq 129))"
  keys "$name" -l "hel"; keys "$name" "!"; sleep 0.6
  screen "$name"
  shows "$name" "^> <1*2*3*4*5*6*7*8*9999$" 1
  shows "$name" "^error LINE longer than 128 bytes" 1
  shows "$name" "^returning$" 1
}

mkdir -p docs/captures
$terminal -f /dev/null new-session -d -s picocom -x 80 -y 40 "picocom -q -b 115200 $far; sleep 60"
sleep 1.5
session picocom
$terminal kill-session -t picocom
sleep 0.5
$terminal -f /dev/null new-session -d -s minicom -x 80 -y 40 "minicom -D $far -b 115200 -o; sleep 60"
sleep 2
session minicom
# Quit first: the socat that ends with this script would look like an unplugged port.
echo q >&3
sleep 1
echo 'picocom and minicom: as they should be'
