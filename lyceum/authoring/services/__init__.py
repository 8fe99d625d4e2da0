"""Writes of authoring, one file a noun."""
