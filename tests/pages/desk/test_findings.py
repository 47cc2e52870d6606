"""What a cell of a returned workbook is marked with, where several findings stand in it."""

from pages.parts.desk.findings import ShownFinding, severities


def test_a_cell_bears_the_gravest_of_its_findings_which_stands_first():
    def found(severity, place):
        return ShownFinding(severity, "12", "a number", "key", place, "about")

    shown = [found("error", "B5"), found("question", "C7"), found("note", "B5"), found("note", "C7")]
    assert severities(shown) == {"B5": "error", "C7": "question"}
