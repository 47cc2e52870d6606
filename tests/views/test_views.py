"""What readers ask of an edition: answers of their own, no way to a file."""

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor

import duckdb
import pandas as pd
import pytest

from etl.build import build
from views import edition, queries


def test_a_reader_who_changes_an_answer_changes_it_for_nobody_else(seen):
    asked = {"indicator": "icse_victims_identified_cum", "iso3": "WLD"}
    before = seen.rows("observations", **asked).to_csv()
    mine = seen.rows("observations", **asked)
    mine["mine"] = 1
    mine.loc[:, "value"] = 0.0
    mine.iloc[0, 0] = "other"
    mine.pop("unit")
    mine.index = mine.index[::-1]
    assert seen.rows("observations", **asked).to_csv() == before


def test_the_second_answer_is_cheap(seen):
    first, before = queries.milestones(seen, "latest"), edition._answer.cache_info()
    second, after = queries.milestones(seen, "latest"), edition._answer.cache_info()
    assert (after.hits - before.hits, after.misses - before.misses) == (1, 0)
    assert second is not first and second.equals(first)


def test_a_list_means_any_of_these_and_none_means_no_condition(seen):
    both = queries.milestones(seen, "latest", country=["FRA", "DEU"])
    assert sorted(both["iso3"].unique()) == ["DEU", "FRA"]
    assert len(queries.milestones(seen, "latest", country=None)) == 54 * 10


def tagged(ask):
    """20 threads ask 60 tagged questions each, all at once; the number of right answers and of errors."""
    start = threading.Barrier(20)

    def one(thread):
        start.wait()
        right = wrong = 0
        for turn in range(60):
            tag = f"{thread}-{turn}"
            try:
                right += ask(thread, tag) == tag
            except (duckdb.Error, TypeError, IndexError):
                wrong += 1
        return right, wrong

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(one, range(20)))
    return sum(right for right, _ in answers), sum(wrong for _, wrong in answers)


def test_20_threads_on_two_editions_get_1200_right_answers(published, record, monkeypatch):
    monkeypatch.setenv("MONITOR_STORE", str(published))
    record.cell("observations", 2, value="47")
    build(published, record.folder)
    both = [edition.edition(1), edition.edition(2)]
    value = {1: 48, 2: 47}

    def ask(thread, tag):
        chosen = both[thread % 2]
        row = chosen.query("SELECT ? AS tag, value FROM observations WHERE line = 2", tag).iloc[0]
        return row["tag"] if row["value"] == value[chosen.number] else None

    assert tagged(ask) == (1200, 0)


def test_one_connection_for_all_threads_would_answer_wrongly():
    with duckdb.connect(":memory:") as con:
        assert tagged(lambda _thread, tag: con.execute("SELECT ? FROM range(500)", [tag]).fetchall()[0][0])[0] < 1200


@pytest.mark.parametrize("number", [0, 2, -1, 10**30])
def test_an_edition_that_was_never_published_is_none(seen, number):
    with pytest.raises(edition.NoEdition, match=f"There is no edition {number}; there are {seen.number}"):
        edition.edition(number)


def test_an_empty_store_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv("MONITOR_STORE", str(tmp_path))
    with pytest.raises(edition.NoEdition, match="python -m etl build"):
        edition.in_force()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM read_parquet('{folder}/observations.parquet')",
        "SELECT * FROM '{file}'",
        "SELECT * FROM glob('/*')",
        "COPY observations TO '{out}'",
        "COPY (SELECT 1) TO '{out}'",
        "EXPORT DATABASE '{out}'",
        "ATTACH '{copy}' AS other (READ_ONLY)",
        "ATTACH '{out}' AS other",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET autoload_known_extensions = true",
        "CREATE TABLE mine (a INTEGER)",
        "DELETE FROM observations",
        "UPDATE observations SET value = 0",
        "SELECT * FROM frame_of_the_caller",
    ],
)
def test_sql_reaches_no_file_and_changes_nothing(seen, tmp_path, sql):
    frame_of_the_caller = pd.DataFrame({"a": [1]})
    file, copy, out = tmp_path / "secret.csv", tmp_path / "other.duckdb", tmp_path / "out"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    shutil.copy(seen.folder / "edition.duckdb", copy)
    with pytest.raises(duckdb.Error):
        seen.query(sql.format(file=file, copy=copy, folder=seen.folder, out=out))
    assert (
        sorted(path.name for path in tmp_path.iterdir()) == ["other.duckdb", "secret.csv"]
        and len(frame_of_the_caller) == 1
    )
