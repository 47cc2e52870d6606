"""What counts on the very day, and which coding is the newest: questions to little tables that hold just such rows."""

from pathlib import Path

import duckdb
import pytest

from views import queries
from views.edition import Edition

TABLES = """
CREATE TABLE conferences AS SELECT 'then' AS as_of, DATE '2014-09-30' AS known_until;
CREATE TABLE milestone_kinds AS SELECT 'budapest' AS milestone, 'Budapest' AS short_label, 2 AS target_no;
CREATE TABLE milestone_facts AS SELECT 'budapest' AS milestone, 'FRA' AS iso3,
    unnest(['before', 'that', 'after']) AS fact,
    unnest([DATE '2014-09-29', DATE '2014-09-30', DATE '2014-10-01']) AS known_from;
CREATE TABLE events AS SELECT fact AS event_id, known_from FROM milestone_facts;
CREATE TABLE observations AS SELECT 1 AS target_no, 'L' AS label, 'France' AS country, 'FRA' AS iso3, 'i' AS indicator,
    'direction' AS rule, DATE '2013-07-01' AS date_mid, unnest([1.0, 2.0, 3.0, 4.0]) AS value,
    unnest([DATE '2014-01-01', DATE '2014-01-01', DATE '2014-09-30', DATE '2014-10-01']) AS known_from,
    unnest([DATE '2014-09-30', DATE '2014-10-01', NULL, NULL]) AS superseded_from;
CREATE TABLE commitments AS SELECT 'then' AS as_of, 'C1' AS commitment_id, 'FRA' AS iso3, 'France' AS country,
    1 AS target_no, '1.1' AS goal_id, 't' AS title, 'a' AS lead_authority, '2013' AS announced_date, '2014' AS due_date,
    'ongoing' AS status, '2014' AS status_as_of, '' AS due_state, 'country' AS whose, '' AS done, '' AS evidence_url,
    'limited' AS completion, 'high' AS ambition, 'S0001' AS file, 5 AS line;
CREATE TABLE codings AS SELECT 'C1' AS commitment_id, unnest(['completion', 'completion', 'ambition']) AS scale,
    'limited' AS final_code, unnest(['old', 'new', 'other']) AS reply, 'agreed' AS decided, '2014' AS replied_on,
    unnest([DATE '2014-01-01', DATE '2014-06-01', DATE '2014-09-01']) AS known_from;
"""


class Little(Edition):
    """An edition of a few rows in memory."""

    def query(self, sql, *values):
        with duckdb.connect() as con:
            con.execute(TABLES)
            return con.execute(sql, list(values)).df()


@pytest.fixture
def little():
    return Little(1, "0" * 64, Path())


def test_what_is_of_the_very_day_counts_and_what_was_replaced_on_it_does_not(little):
    assert queries.facts(little, "then", "FRA")["fact"].tolist() == ["before", "that"]
    assert sorted(queries.events(little, "then")["event_id"]) == ["before", "that"]
    assert queries.observations(little, "then")["value"].tolist() == [2.0, 3.0]


def test_a_promise_has_the_reply_to_its_newest_coding_for_one_country_or_several(little):
    asked = [None, "FRA", ["DEU", "FRA"]]
    assert [queries.promises(little, "then", country=one)["reply"].tolist() for one in asked] == [["new"]] * 3
    assert len(queries.promises(little, "then", country=["DEU"])) == 0
