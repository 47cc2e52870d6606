"""What the record says of its sources: how many facts each bears, and of what kind the text is that was read."""

OFFICIAL, PRESS, DATA = "publisher or official body", "press, copy or secondary", "public data repository"


def test_each_source_bears_as_many_facts_as_rows_name_it(edition):
    """The data set of R. Grimm bears 30, and not 1,210: most of its figures are cited by the file they are in."""
    assert edition.rows("SELECT source_url, facts, rows_resting FROM sources WHERE facts <> rows_resting") == []
    asked = "SELECT facts FROM sources WHERE source_url = 'https://github.com/apparebit/diaphanous'"
    assert edition.column(asked) == [30]


def test_a_source_is_of_the_kind_of_the_text_that_was_read(edition):
    """What was read in a data set is of a repository, in a copy of a copy, in a newspaper of the press."""
    kinds = edition.rows("SELECT source_title, tier FROM sources")
    assert {tier for title, tier in kinds if "via R. Grimm" in title} == {DATA}
    assert {title for title, tier in kinds if tier == OFFICIAL and ("copy)" in title or " via " in title)} == set()
    asked = "SELECT tier FROM sources WHERE source_title = ?"
    assert [edition.column(asked, title) for title in ("Softpedia, 18 Apr 2013", "INHOPE: The facts")] == [
        [PRESS],
        [OFFICIAL],
    ]
