"""Writes of coding, one file a noun."""
