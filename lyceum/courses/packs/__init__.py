"""Content packs: read from a folder or ZIP, checked against the published format, rendered. No database here."""
