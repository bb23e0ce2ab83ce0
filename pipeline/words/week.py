"""Moments of the week, as people say them."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    "week.workdays": "weekdays",
    "week.weekend": "weekend",
    "week.every_day": "every day",
    "week.day_morning": "{day} morning",
    "week.day_afternoon": "{day} afternoon",
    "week.day_evening": "{day} evening",
    "week.workdays_morning": "weekday mornings",
    "week.workdays_afternoon": "weekday afternoons",
    "week.workdays_evening": "weekday evenings",
    "week.weekend_morning": "weekend mornings",
    "week.weekend_afternoon": "weekend afternoons",
    "week.weekend_evening": "weekend evenings",
    "week.every_day_morning": "every morning",
    "week.every_day_afternoon": "every afternoon",
    "week.every_day_evening": "every evening",
}
