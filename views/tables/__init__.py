"""A table is a value: its rows, title, edition, filters and sources travel together, on screen and in exports."""

from views.tables.catalogue import VIEWS
from views.tables.cells import RISKY, records, safe
from views.tables.filtered import Table, table
from views.tables.screen import cited
from views.tables.view import View

__all__ = ["RISKY", "VIEWS", "Table", "View", "cited", "records", "safe", "table"]
