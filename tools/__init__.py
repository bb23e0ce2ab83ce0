"""What developers use around Duos: checks, catalogs, locks."""
