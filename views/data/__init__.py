"""Open data: packages of published tables, SDMX, citation."""
