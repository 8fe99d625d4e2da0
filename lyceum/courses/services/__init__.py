"""Writes of courses, one file a noun."""
