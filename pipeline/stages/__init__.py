"""Stages: what happens, as pure functions from nouns to nouns, in river order."""
