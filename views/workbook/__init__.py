"""Workbooks that leave the house: cells, styles, sheets, notes, charts, and one module a kind."""
