"""Out to the countries: a workbook for each, with what is on record of it printed in."""
