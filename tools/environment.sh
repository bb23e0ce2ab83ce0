#!/bin/sh
# Makes .venv and installs exactly the packages of one requirements file, checked by their hashes, and Duos itself.
set -eu
requirements=$1

python=
for candidate in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
    if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Duos needs Python 3.11 or later, and found none. Install it, or say where it is: make PYTHON=/path/to/python3 …" >&2
    exit 1
fi

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    echo "Setting up .venv with $("$python" --version)…"
    if ! "$python" -m venv --clear .venv >/dev/null 2>&1; then
        echo "$python cannot make a virtual environment. On Debian or Ubuntu: sudo apt-get install python3-venv; then run this again." >&2
        exit 1
    fi
fi

install() {
    PIP_ROOT_USER_ACTION=ignore .venv/bin/python -m pip install -qq --disable-pip-version-check --no-input "$@"
}

echo "Installing $(grep -c '==' "$requirements") packages (a minute or two the first time)…"
install --require-hashes --requirement "$requirements"
install --require-hashes --requirement requirements-build.txt
install --no-deps --no-build-isolation --editable .
echo "Ready."
