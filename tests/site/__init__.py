"""The public site, built and read."""
