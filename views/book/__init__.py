"""What workbooks are made of: cells, looks, sheets, notes, and one module a kind."""
