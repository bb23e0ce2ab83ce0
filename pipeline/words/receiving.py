"""What the receiving end of the native form says to the team."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    "receive.key_made": (
        "A new key was made ({key}). Keep {path} safe, with a copy elsewhere: without it nobody can open the answers. "
        "It never goes to the web server; {public} does."
    ),
    "receive.listening": "The form can be filled in at {address} (Ctrl-C ends).",
    "receive.no_key": (
        "{path} is missing: without the public key nothing can be sealed. Copy it from the machine of the pipeline, "
        "or make a first pair of keys there: duos receive --new-key."
    ),
    "receive.no_private_key": (
        "{path} is missing: without the private key the answers that have come in cannot be opened. "
        "Bring it back from your safe copy."
    ),
    "receive.bad_key": "{path} cannot be read as a key. Bring it back from your safe copy.",
    "receive.no_token": (
        "{path} is missing: it holds the password with which the pipeline fetches the answers. Put the same file, "
        "with at least 32 characters, on the web server and here."
    ),
    "receive.not_https": "{address}: answers are only fetched over https.",
    "receive.unreachable": "The answers could not be fetched from {address} ({reason}). Try again later.",
    "receive.refused": "{address} refused the password in {path}. Put the same file on both machines.",
    "receive.inbox_damaged": "{path} cannot be read ({reason}). Do not delete it; ask your IT volunteer.",
    "receive.not_written": "The answers received could not be added to {path}. They stay where they are; run again.",
    "receive.collected": (
        "One application received by our own form.",
        "{count} applications received by our own form.",
    ),
    "receive.column_receipt": "Number",
    "receive.column_version": "Version of the agreement",
    "receive.column_source": "Came from",
    "problem.sealed_unknown": (
        (
            "One answer was sealed with a key that we do not have ({key}). Bring back this key in {path}, and run again."
        ),
        (
            "{count} answers were sealed with a key that we do not have ({key}). Bring back this key in {path}, and run again."
        ),
    ),
    "problem.sealed_damaged": (
        "One sealed answer cannot be opened: it was changed or damaged. It stays in the inbox. Look who has access to the web server.",
        "{count} sealed answers cannot be opened: they were changed or damaged. They stay in the inbox. Look who has access to the web server.",
    ),
    "problem.sealed_formless": (
        "One answer belongs to the form “{form}”, which is no longer in form.yaml. It waits until the form is back.",
        "{count} answers belong to the form “{form}”, which is no longer in form.yaml. They wait until the form is back.",
    ),
    "problem.receive_key": (
        "The server of the form seals answers with a key that is not our newest one ({found} instead of {ours}). "
        "Copy {path} to it and start it again; if you did not change it, look who has access to the server."
    ),
    "problem.receive_keyless": (
        "{path} is missing: nobody can open the answers of our own form. Bring it back from your safe copy. "
        "Is there none? Make a new key: duos receive --new-key."
    ),
    "problem.receive_silent": "The server of the form does not answer ({reason}). People cannot sign up online: look after it today.",
}
