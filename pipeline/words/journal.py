"""What the journal keeps: codes only, never a name."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    "journal.registered": "{subject}: registered",
    "journal.drawn": "Draw with the seed {subject}: {pairs} possible pairs of {newcomers} newcomers and {citizens} volunteers",
    "journal.proposed": "{subject}: proposed ({detail})",
    "journal.dealt": "{subject}: new cards ({detail})",
    "journal.proposal_open": "{subject}: open again",
    "journal.proposal_made": "{subject}: became a duo",
    "journal.proposal_refused": "{subject}: not taken up",
    "journal.proposal_later": "{subject}: put off",
    "journal.proposal_released": "{subject}: released, as nobody decided",
    "journal.proposal_withdrawn": "{subject}: withdrawn, as somebody is no longer looking",
    "journal.duo_made": "{subject}: formed ({detail})",
    "journal.duo_closed": "{subject}: closed",
}
