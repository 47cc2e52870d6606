"""Workbooks as files: our reader, which can open nothing else, and one deterministic writer."""
