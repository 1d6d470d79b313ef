#!/bin/sh
# What `make run` does where no window can open: a picture, and what stands at one place of it.
set -eu
cd "$(dirname "$0")/.."
map=$1
mkdir -p build
at=$(.venv/bin/python -c 'import sys, tomllib; x, y = tomllib.load(open(sys.argv[1], "rb"))["view"]["center"]; print(f"{x},{y}")' "$map")
.venv/bin/onemap export "$map" -o build/sample_city.png --size 1600x1000
printf '\n%s\n' "What stands at $at:"
.venv/bin/onemap identify "$map" --at "$at" --tolerance 12 --limit 12
cat <<TEXT

No display here, so the map was written to build/sample_city.png.
To open the window, run "make run" in a desktop session, or over "ssh -X";
on a machine without a screen: xvfb-run -a .venv/bin/onemap $map
TEXT
