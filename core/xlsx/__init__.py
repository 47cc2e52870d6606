"""Workbooks as files: our reader, which can open nothing else, and one deterministic writer.

Why the reader is ours. A workbook comes from outside, and what it holds must arrive as it was sent:

- It opens nothing. `reader` runs in a process without a descriptor to spare, with 512 MB and 20 seconds
  (`core.workers`), and needs the standard library only; whatever a file does to it, the file gets one sentence and the
  next is read.
- It keeps what was sent: the address and the text of each number, whether it is shown as percent or as a date, error
  cells, formulas of which the file holds no value, hidden rows, columns and sheets, merged cells, comments.
  python-calamine 0.9.1 gives error cells and such formulas as empty text and, as it comes, drops leading empty rows,
  which moves every address; openpyxl 3.1.5 gives such formulas as nothing.
- It survives files made for harm. A sheet of 4.6 KB that fills only its first and its last cell aborts the process that
  reads it with calamine, which asks for 549,755,813,888 bytes; a sheet of 1,048,000 × 2 cells in 8 MB takes openpyxl 36
  s and 882 MB. Here both are refused, and the limit is named.
- It is quick where a sheet is written as spreadsheet programs write it (`grid`), by patterns; a full parser reads
  everything else.
"""
