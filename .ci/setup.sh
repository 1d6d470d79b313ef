#!/bin/sh
# Set-up steps that the Makefile calls by name: system [test], environment, lane, kernels.
# Each looks first and does nothing, silently, when its work is done already.
set -eu
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-python3}
VENV=.venv
LANE=.venv-6.9.3

say() { printf '%s\n' "onemap: $*"; }

# --- system: libraries that Qt's windows link to, and a font with Chinese characters ------------------------------

# library -> Debian package. These are what libqxcb.so, libqwayland.so and libQt6Gui.so name and a wheel cannot hold.
LIBRARIES='
libEGL.so.1 libegl1
libGL.so.1 libgl1
libX11-xcb.so.1 libx11-xcb1
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libglib-2.0.so.0 libglib2.0-0
libgssapi_krb5.so.2 libgssapi-krb5-2
libwayland-client.so.0 libwayland-client0
libwayland-cursor.so.0 libwayland-cursor0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-glx.so.0 libxcb-glx0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-render.so.0 libxcb-render0
libxcb-shape.so.0 libxcb-shape0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-util.so.1 libxcb-util1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxkbcommon.so.0 libxkbcommon0
'
# command -> Debian package, for the tests that drive a real window and read a PDF back
TEST_COMMANDS='
Xvfb xvfb
xdotool xdotool
pdftotext poppler-utils
'

has_cjk_font() {
    if command -v fc-list >/dev/null 2>&1; then
        [ -n "$(fc-list :lang=zh-cn family 2>/dev/null)" ]
    else
        find /usr/share/fonts /usr/local/share/fonts "${HOME:-/root}/.local/share/fonts" \
            \( -iname '*cjk*' -o -iname '*sourcehan*' -o -iname '*wqy*' \) -print 2>/dev/null | grep -q .
    fi
}

missing_packages() {
    known=$( (ldconfig -p || /sbin/ldconfig -p) 2>/dev/null )
    printf '%s\n' "$LIBRARIES" | while read -r library package; do
        [ -n "$library" ] || continue
        case "$known" in *"	$library "*) ;; *) printf '%s\n' "$package" ;; esac
    done
    has_cjk_font || echo fonts-noto-cjk
    "$PYTHON" -c 'import ensurepip, venv' >/dev/null 2>&1 || echo python3-venv
    if [ "${1:-}" = test ]; then
        printf '%s\n' "$TEST_COMMANDS" | while read -r command package; do
            [ -z "$command" ] || command -v "$command" >/dev/null 2>&1 || printf '%s\n' "$package"
        done
    fi
}

system() {
    [ "$(uname -s)" = Linux ] || return 0
    packages=$(missing_packages "$@" | sort -u | tr '\n' ' ')
    packages=${packages% }
    [ -n "$packages" ] || return 0
    install="apt-get update && apt-get install -y --no-install-recommends $packages"
    if ! command -v apt-get >/dev/null 2>&1; then
        say "missing on this system (Debian's package names): $packages"
        say "install them with your package manager; going on without them."
    elif [ "$(id -u)" != 0 ]; then
        say "missing system packages; no root here to install them. Run:"
        printf '    sudo sh -c "%s"\n' "$install"
        say "going on without them: pictures and the command line need fewer of them than the window does."
    else
        say "installing missing system packages: $packages"
        if ! DEBIAN_FRONTEND=noninteractive sh -c "$install" >/tmp/onemap-apt.$$ 2>&1; then
            tail -n 5 /tmp/onemap-apt.$$ >&2
            say "that failed; going on without them. The command was: $install"
        fi
        rm -f /tmp/onemap-apt.$$
    fi
}

# --- environment: a virtual environment with exactly what requirements.lock says ----------------------------------

sum() { "$PYTHON" -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'; }

is_stamped() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

environment() {
    key=$( { "$PYTHON" --version; cat requirements.lock pyproject.toml; } | sum )
    if is_stamped $VENV/.onemap-setup "$key"; then return 0; fi
    if ! "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        say "needs Python 3.11 or newer; $PYTHON is $("$PYTHON" --version). Name another one: make PYTHON=python3.11 ..." >&2
        exit 1
    fi
    if [ ! -x $VENV/bin/python ] || ! $VENV/bin/python -m pip --version >/dev/null 2>&1; then
        say "making the environment $VENV"
        if ! "$PYTHON" -m venv --clear $VENV; then
            say "Python's venv module is incomplete. On Debian run: sudo apt-get install -y python3-venv" >&2
            exit 1
        fi
    fi
    say "installing what requirements.lock names into $VENV (about 1 GB, once)"
    $VENV/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
    $VENV/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
    printf '%s' "$key" >$VENV/.onemap-setup
}

# --- lane: the same environment seen through an older PySide6 -----------------------------------------------------

lane() {
    key=$( { "$PYTHON" --version; cat requirements-6.9.3.txt; } | sum )
    if is_stamped $LANE/.onemap-setup "$key"; then return 0; fi
    say "making the environment $LANE: $VENV with PySide6 6.9.3 in front"
    "$PYTHON" -m venv --clear $LANE
    $LANE/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-6.9.3.txt
    inner='import sysconfig; print(sysconfig.get_path("purelib"))'
    printf 'import site; site.addsitedir(%s)\n' "'$($VENV/bin/python -c "$inner")'" >"$($LANE/bin/python -c "$inner")/onemap_environment.pth"
    printf '%s' "$key" >$LANE/.onemap-setup
}

# --- kernels: compiled once, and again when one of them changes ---------------------------------------------------

kernels() {
    key=$( { cat $VENV/.onemap-setup; grep -rlZ --include='*.py' 'onemap.compiled' onemap | sort -z | xargs -0 cat; } | sum )
    if is_stamped $VENV/.onemap-kernels "$key"; then return 0; fi
    say "compiling the drawing kernels (once, about a minute)"
    $VENV/bin/onemap --compile
    printf '%s' "$key" >$VENV/.onemap-kernels
}

case "${1:-}" in
    system) shift; system "$@" ;;
    environment | lane | kernels) "$1" ;;
    *) say "usage: $0 system [test] | environment | lane | kernels" >&2; exit 2 ;;
esac
