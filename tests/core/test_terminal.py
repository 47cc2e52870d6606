"""What reaches a terminal or a log: text of others steers neither, and a sign that is not known there is written
plainly."""

import io
import logging
import sys

import pytest

from core.terminal import Terminal, escaped, log, one_line, pass_on, steer

RED = "\x1b[31mred\x1b[0m"


def stream(encoding):
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (RED, "\\x1b[31mred\\x1b[0m"),
        ("\x9b31mred", "\\x9b31mred"),
        ("a\rb\x07\x7f\x00", "a\\rb\\x07\\x7f\\x00"),
        ("a\u202egnp.exe", "a\\u202egnp.exe"),
        ("one\ntwo\tthree", "one\ntwo\tthree"),
        ("Côte d'Ivoire, საქართველო ✗", "Côte d'Ivoire, საქართველო ✗"),
    ],
)
def test_what_steers_a_terminal_is_shown_and_other_text_stays(text, written):
    assert escaped(text) == written


def test_a_cell_never_begins_a_line_of_its_own():
    assert one_line(f"fine\n✗ error {RED}") == "fine\\n✗ error \\x1b[31mred\\x1b[0m"


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("utf-8", "✗ Genève · \u202f12 … ☒\n"),
        ("cp1252", "x Genève ·  12 … \\u2612\n"),
        ("ascii", "x Gen\\xe8ve -  12 ... \\u2612\n"),
    ],
)
def test_a_sign_that_the_terminal_lacks_is_written_plainly(encoding, written):
    under = stream(encoding)
    with pytest.raises(UnicodeEncodeError):  # the control: so it was
        stream("ascii").write("✗")
    print("✗ Genève · \u202f12 … ☒", file=Terminal(under), flush=True)
    assert under.buffer.getvalue().decode(encoding) == written


def test_what_is_ours_may_move_the_cursor_and_data_go_byte_by_byte_to_a_pipe(monkeypatch):
    under = stream("ascii")
    monkeypatch.setattr(sys, "stdout", Terminal(under))
    steer("\r\x1b[K")
    pass_on(f"é{RED}\r\n".encode())
    assert under.buffer.getvalue() == b"\r\x1b[K\xc3\xa9\x1b[31mred\x1b[0m\r\n"


def test_a_person_sees_data_escaped(monkeypatch):
    class Screen(io.TextIOWrapper):
        def isatty(self):
            return True

    under = Screen(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", Terminal(under))
    pass_on(RED.encode())
    under.flush()
    assert under.buffer.getvalue() == b"\\x1b[31mred\\x1b[0m"


def test_the_log_is_escaped_with_its_traceback(capsys):
    try:
        raise ValueError(RED)
    except ValueError as error:
        log().error("It failed: %s", RED, exc_info=error)
    written = capsys.readouterr().err
    assert "\x1b" not in written
    assert written.startswith("It failed: \\x1b[31mred") and "ValueError: \\x1b[31mred" in written
    assert sum(isinstance(handler, logging.Handler) for handler in log().handlers) == 1
