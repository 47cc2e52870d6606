"""The questionnaire itself: rounds, sheets, columns, addresses and looks, printed and read alike."""
