"""Benchmarks: `python -m bench` prints one table.

Everything is compared with something else measured in the same run.
"""
