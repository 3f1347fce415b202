#!/bin/sh
# Sees that the system libraries of Qt are there; installs them when it may, else says how.
# Arguments: "window" (a real display), "tests" (a virtual one as well).
set -u

missing=""
library() { ldconfig -p 2>/dev/null | grep -q "$1" || missing="$missing $2"; }
command_() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }

PATH="$PATH:/sbin:/usr/sbin"
for what in "$@"; do
    case "$what" in
    window)
        library libEGL.so.1 libegl1
        library libGL.so.1 libgl1
        library libxkbcommon.so.0 libxkbcommon0
        library libxkbcommon-x11.so.0 libxkbcommon-x11-0
        library libdbus-1.so.3 libdbus-1-3
        library libfontconfig.so.1 libfontconfig1
        library libcups.so.2 libcups2
        library libxcb-cursor.so.0 libxcb-cursor0
        library libxcb-icccm.so.4 libxcb-icccm4
        library libxcb-image.so.0 libxcb-image0
        library libxcb-keysyms.so.1 libxcb-keysyms1
        library libxcb-randr.so.0 libxcb-randr0
        library libxcb-render-util.so.0 libxcb-render-util0
        library libxcb-shape.so.0 libxcb-shape0
        library libxcb-xinerama.so.0 libxcb-xinerama0
        library libxcb-xkb.so.1 libxcb-xkb1
        ;;
    tests)
        command_ Xvfb xvfb
        command_ xvfb-run xvfb
        command_ xauth xauth
        command_ xprop x11-utils
        command_ dbus-daemon dbus-daemon
        command_ strace strace
        ;;
    esac
done

[ -z "$missing" ] && exit 0
[ "$(uname -s)" = Linux ] || exit 0
missing=$(printf '%s\n' $missing | sort -u | tr '\n' ' ')
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing system libraries: $missing"
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    # shellcheck disable=SC2086
    if apt-get update -q >"$log" 2>&1 && apt-get install -y -q --no-install-recommends $missing >>"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    cat "$log"
    rm -f "$log"
    echo "The system libraries could not be installed." >&2
    exit 1
fi
echo "These system libraries are missing. Type: sudo apt-get install $missing" >&2
exit 1
