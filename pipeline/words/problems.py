"""What is wrong in a row, and what to do about it."""

TEMPLATES: dict[str, str | tuple[str, str]] = {}
