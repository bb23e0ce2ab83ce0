#!/bin/sh
# Duos by hand on a server, as its services run it: sudo sh deploy/systemd/by-hand.sh check
set -eu
key=/etc/duos/google.json
set -- /srv/duos/.venv/bin/duos "$@"
if [ -e "$key" ]; then
    # The variable is set inside, where the key has been handed over.
    # shellcheck disable=SC2016
    set -- --property="LoadCredential=google.json:$key" \
        /bin/sh -c 'DUOS_GOOGLE_CREDENTIALS="$CREDENTIALS_DIRECTORY/google.json" exec "$@"' duos "$@"
fi
exec systemd-run --quiet --pty --wait --collect --uid=duos --property=UMask=0077 --working-directory=/srv/duos "$@"
