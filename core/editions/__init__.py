"""What an edition is on disk, said once for who writes editions and who reads them: where they lie, what their
manifest says, which one is in force, and how DuckDB opens them.
"""
