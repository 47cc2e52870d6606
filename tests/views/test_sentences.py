"""Sentences word for word, each from the record or from one row; a sentence that none of them meets is found."""

import ast
import json
import re
from pathlib import Path

import pytest

from etl.source import ROOT
from tests.support.said import SENTENCES, Record
from views import pictures


def keys(folder):
    """Every sentence that the modules of a folder take from the catalogue: its first line of code by the text."""
    found = {}
    for path in sorted(Path(folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "many", "counted"):
                texts = [part.value for part in node.args[:2] if isinstance(part, ast.Constant)]
                found |= {text: f"{path.name}:{node.lineno}" for text in texts if isinstance(text, str)}
    return found


def unmet(sentences, literals):
    """The sentences that stand in no literal, whatever fills their places; a capital at the beginning is no other."""
    return {
        key: place for key, place in sentences.items() if not any(re.search(_pattern(key), said) for said in literals)
    }


def _pattern(key):
    parts = [re.escape(part) for part in re.split(r"\{\d\}", key)]
    parts[0] = f"(?i:{parts[0][:1]}){parts[0][1:]}" if parts[0][:1].isalpha() else parts[0]
    return ".*".join(parts)


@pytest.mark.parametrize("said", SENTENCES)
def test_a_sentence_is_said_word_for_word(seen, said):
    assert SENTENCES[said](Record(seen)) == said


def test_every_sentence_of_the_builders_has_a_literal():
    assert unmet(keys(ROOT / "views" / "sentences"), SENTENCES) == {}


def test_the_control_a_sentence_without_a_literal_is_found(tmp_path):
    planted = tmp_path / "planted.py"
    planted.write_text('def said(count):\n    return _("{0} sheep were counted").format(count)\n')
    assert unmet(keys(tmp_path), SENTENCES) == {"{0} sheep were counted": "planted.py:2"}


@pytest.mark.parametrize("said", SENTENCES)
def test_no_sentence_blames_a_country_or_counts_wrongly(said):
    """What our record lacks is never silence, no plural stands at one, no date as a machine writes it."""
    assert not re.search(r"(?i)\bsilen|inaction|stay above the path|0 were known not|\b1 (were|are|countries)\b", said)
    assert not re.search(r"\b\d{4}-\d{2}\b|\d rank of", said)


def drawn(edition, name, **filters):
    """All that a picture holds, as text."""
    return json.dumps(pictures.picture(edition, name, as_of="latest", **filters).spec, ensure_ascii=False, default=str)


def test_the_points_of_a_picture_say_that_their_page_bears_no_date(seen):
    goal = drawn(seen, "joint_goal")
    assert "about 3\u202f000" in goal and "undated page, read as 2013" in goal
    trend = drawn(seen, "trend", indicator="icse_countries_connected", country="WLD")
    assert "about 72 countries" in trend and "undated page, read as 2024" in trend
    timeline = drawn(seen, "timeline", country="GHA")
    assert "undated page, read as 2024" in timeline and '"14 March 2015"' in timeline
