#!/usr/bin/env bash
# Makes docs/panel.png: a session runs in a real terminal (tmux), a script presses START and waits for the first hold, and
# what stands on the screen then is drawn by Chromium. Needs tmux, chromium and a font with Braille patterns.
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'tmux kill-session -t upright-picture 2>/dev/null || true; rm -rf "$folder"' EXIT

tmux new-session -d -s upright-picture -x 84 -y 25 "TERM=xterm-256color node dist/src/main.js run --speed 10"
sleep 3
tmux send-keys -t upright-picture Space
sleep 14
tmux capture-pane -t upright-picture -p -e >"$folder/screen.txt"
tmux send-keys -t upright-picture q
node scripts/terminal-to-html.mjs "$folder/screen.txt" "$folder/screen.html"
chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
  --disable-component-update --disable-sync --hide-scrollbars --force-device-scale-factor=2 --user-data-dir="$folder/profile" \
  --window-size=760,490 --screenshot="$PWD/docs/panel.png" "file://$folder/screen.html" 2>/dev/null
echo docs/panel.png
