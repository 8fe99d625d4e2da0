"""Runs untrusted programs in a sandbox and says a verdict. Other code imports `lyceum_judge.protocol` only."""

__version__ = "1.0"
