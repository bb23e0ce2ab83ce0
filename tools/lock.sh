#!/bin/sh
# Chooses versions within pyproject.toml and writes them with their hashes: no addresses, so that any mirror serves.
set -eu

compile() {
    .venv/bin/uv pip compile --quiet --upgrade --generate-hashes --no-header --no-annotate --no-emit-index-url \
        --no-emit-find-links --universal --python-version 3.11 pyproject.toml "$@"
}

compile --output-file requirements.txt
# Extras are named: where a newer version is out, pip takes `coverage[toml]` for another package than the pinned `coverage`.
compile --output-file requirements-dev.txt --no-strip-extras --extra test --extra check --constraints requirements.txt
echo setuptools | .venv/bin/uv pip compile --quiet --upgrade --generate-hashes --no-header --no-annotate \
    --no-emit-index-url --no-emit-find-links --universal --python-version 3.11 --output-file requirements-build.txt -
echo "Versions chosen. Run make test, then commit the three requirements files."
