"""Why this pair, what to check, why nobody, and what would unlock."""

TEMPLATES: dict[str, str | tuple[str, str]] = {}
