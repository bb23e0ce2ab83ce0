"""What stands in *À faire*: what to do, why, by when."""

TEMPLATES: dict[str, str | tuple[str, str]] = {}
