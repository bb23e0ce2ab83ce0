#!/bin/sh
# Installs the Node packages of one folder beside its package.json, exactly as its package-lock.json pins them.
set -eu
cd "$1"
marker=node_modules/.installed
if [ ! -f "$marker" ] || ! cmp -s package-lock.json "$marker"; then
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
    cp package-lock.json "$marker"
fi
