#!/bin/sh
# Installs Google's type definitions, TypeScript and gas-local beside this file, exactly as package-lock.json pins them.
set -eu
cd "$(dirname "$0")"
marker=node_modules/.installed
if [ ! -f "$marker" ] || ! cmp -s package-lock.json "$marker"; then
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
    cp package-lock.json "$marker"
fi
