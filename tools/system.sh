#!/bin/sh
# Installs the programs that the tests drive, where they are missing: a Chromium browser, LibreOffice Calc, pdftoppm,
# Node with npm, Java, and a font with Arabic letters, and on Linux systemd's checker. Uses the system's own package manager, with sudo unless it runs as root.
set -eu

has() { command -v "$1" >/dev/null 2>&1; }
has_browser() { has chromium || has chromium-browser || has google-chrome || [ -d "/Applications/Chromium.app" ]; }
has_calc() { has localc || [ -d "/Applications/LibreOffice.app" ]; }
has_units() { [ "$(uname -s)" != Linux ] || has systemd-analyze; }
has_fonts() { has fc-list && [ -n "$(fc-list :lang=ar family)" ]; }

missing() {
    has_browser || echo browser
    has_calc || echo calc
    has pdftoppm || echo pdf
    { has node && has npm; } || echo node
    java -version >/dev/null 2>&1 || echo java
    has_fonts || echo fonts
    has_units || echo units
}

# What each package manager calls the six.
package() {
    case "$1-$2" in
        apt-get-browser) if apt-cache show chromium >/dev/null 2>&1; then echo chromium; else echo chromium-browser; fi ;;
        *-browser) echo chromium ;;
        apt-get-calc | dnf-calc) echo libreoffice-calc ;;
        pacman-calc) echo libreoffice-fresh ;;
        brew-calc) echo libreoffice ;;
        apt-get-pdf | dnf-pdf) echo poppler-utils ;;
        *-pdf) echo poppler ;;
        brew-node) echo node ;;
        *-node) echo nodejs npm ;;
        apt-get-java) echo default-jre-headless ;;
        dnf-java) echo java-latest-openjdk-headless ;;
        pacman-java) echo jre-openjdk-headless ;;
        brew-java) echo openjdk ;;
        apt-get-fonts) echo fontconfig fonts-noto-core ;;
        dnf-fonts) echo fontconfig google-noto-sans-arabic-fonts ;;
        pacman-fonts) echo fontconfig noto-fonts ;;
        brew-fonts) echo fontconfig font-noto-sans-arabic ;;
        *-units) echo systemd ;;
    esac
}

give_up() {
    echo "The tests need a Chromium browser, LibreOffice Calc, pdftoppm, Node with npm, Java and a font with Arabic letters, and systemd-analyze; missing here: $names" >&2
    echo "They could not be installed automatically. Install them, then run this again." >&2
    exit 1
}

needed=$(missing)
[ -n "$needed" ] || exit 0
names=$(echo "$needed" | tr '\n' ' ')

manager=
for candidate in apt-get dnf pacman brew; do
    if has "$candidate"; then
        manager=$candidate
        break
    fi
done
[ -n "$manager" ] || give_up

as_root=
if [ "$manager" != brew ] && [ "$(id -u)" -ne 0 ]; then
    has sudo || give_up
    as_root=sudo
fi

log=$(mktemp)
if [ "$manager" = apt-get ]; then
    # Old lists do not stop us: what is needed may still be there.
    $as_root apt-get update -qq >"$log" 2>&1 || true
fi
packages=$(for name in $needed; do package "$manager" "$name"; done | tr '\n' ' ')
echo "Installing for the tests: $packages(some minutes the first time)…"
# The list of packages is meant to be split into words, and without sudo there is no word at all.
# shellcheck disable=SC2086
case "$manager" in
    apt-get)
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >"$log" 2>&1 ||
            failed=yes
        ;;
    dnf) $as_root dnf install -y -q $packages >"$log" 2>&1 || failed=yes ;;
    pacman) $as_root pacman -S --noconfirm --needed $packages >"$log" 2>&1 || failed=yes ;;
    brew) brew install --quiet $packages >"$log" 2>&1 || failed=yes ;;
esac
if [ "${failed:-no}" = yes ] || [ -n "$(missing)" ]; then
    tail -n 20 "$log" >&2
    names=$(missing | tr '\n' ' ')
    give_up
fi
rm -f "$log"
