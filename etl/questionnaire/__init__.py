"""Out to the countries: a workbook for each, with what is known printed in."""
