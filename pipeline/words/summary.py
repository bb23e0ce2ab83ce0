"""What a command tells in the terminal."""

TEMPLATES: dict[str, str | tuple[str, str]] = {}
