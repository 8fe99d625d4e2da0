"""Rosters: lists of classes and who is in them, from files that other systems write. Nothing here writes."""
