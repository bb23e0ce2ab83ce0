"""Whom we are looking for, as the site and the team's workbook say it. Translated for every language of the site."""

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
}
