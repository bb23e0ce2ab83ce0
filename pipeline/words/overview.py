"""How *Sans proposition* begins: how many wait, which rule costs most, whom to look for."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    "overview.everybody": "All together",
    "overview.waiting": ("{count} {one} without a proposal.", "{count} {many} without a proposal."),
    "overview.relax": (
        "Setting one rule aside: {name} → {count} more duo",
        "Setting one rule aside: {name} → {count} more duos",
    ),
    "overview.relax_none": "Setting one rule aside would bring no duo more: other people are needed.",
    "overview.profile": "Profile sought {number}",
    "overview.helped": (
        "{count} person without a proposal would then have somebody.",
        "{count} people without a proposal would then have somebody.",
    ),
    "overview.call": (
        "The site would only say: {words} Behind it stands {count} person.",
        "The site would only say: {words} Behind it stand {count} people.",
    ),
    "overview.shown": "The site shows it. To take it away: “no” in “Settings”.",
    "overview.not_shown": "To show it on the site: “yes” in “Settings”.",
    "overview.too_few": "Fewer than five: it stays within the team.",
}
