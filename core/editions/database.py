"""The settings with which DuckDB is opened, for who writes editions and for who reads them: it fetches nothing and
runs nothing that is not ours.
"""

Setting = str | bool | int | float | list[str]
"""What DuckDB takes as the value of a setting."""

SAFE: dict[str, Setting] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "threads": "2",
}

SEALED: dict[str, Setting] = {"enable_external_access": "false", "lock_configuration": "true"}
"""For SQL that somebody else wrote, and for readers once their edition is open."""
