"""Whom we are looking for, as the site and the team's workbook say it; and how *Sans proposition* begins."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    "profile.full": "{many} for “{need}”: {details}.",
    "profile.need": "{many} for “{need}”.",
    "profile.plain": "{many}: {details}.",
    "profile.language": "in {language}",
    "profile.other": "{name}: {option}",
    "profile.around": "in {place} or nearby",
    "profile.region": "in {place} or the region",
    "profile.workday_morning": "on weekday mornings",
    "profile.workday_afternoon": "on weekday afternoons",
    "profile.workday_evening": "on weekday evenings",
    "profile.weekend": "at weekends",
    # the head of *Sans proposition*
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
