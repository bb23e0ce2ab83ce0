#!/bin/sh
# Tells somebody that a job of Duos has failed: which one, where and when. Never what it said, which may quote a person.
# DUOS_TELL is an e-mail address (this machine then needs a `sendmail`, such as msmtp-mta), or an https address to which
# the words are posted (a channel of a chat, ntfy…).
set -eu
job=$1
host=$(uname -n)

words() {
    cat <<WORDS
$job s’est arrêté sur une erreur ($host). Pour savoir pourquoi : journalctl -u $job
$job is gestopt door een fout ($host). Waarom? journalctl -u $job
$job has stopped with an error ($host). To know why: journalctl -u $job
WORDS
}

letter() {
    printf 'To: %s\nSubject: Duos (%s): %s\n' "$DUOS_TELL" "$host" "$job"
    printf 'MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n'
    words
}

case "${DUOS_TELL:-}" in
    https://*) words | curl --fail --silent --show-error --max-time 60 --data-binary @- "$DUOS_TELL" >/dev/null ;;
    *@*) letter | sendmail -t ;;
    *)
        echo "$job has failed, and nobody is told: write DUOS_TELL=… into /etc/duos/tell" >&2
        exit 1
        ;;
esac
