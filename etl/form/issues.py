"""The sheet Issues of a workbook that is given back: what the secretariat asks, and where the country answers."""

ISSUES = "Issues"
CHECKED = "Check of the secretariat"
"""The first line of each comment of ours, by which an earlier one is known and replaced."""
HEADS = {
    "A": ("Kind", 14),
    "B": ("Sheet", 15),
    "C": ("Cell", 9),
    "D": ("What was found", 46),
    "E": ("What is expected", 46),
    "F": ("Your answer or comment", 40),
    "G": ("Key", 4),
}
ANSWER, KEY = "F", "G"
"""The column in which the country answers, and the one that says to which finding or cell its answer belongs.

That one is not printed on paper.
"""
