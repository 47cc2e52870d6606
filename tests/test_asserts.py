"""No test is content with anything: asserts that cannot fail, and loops that may be empty, are found in every test."""

import ast

import pytest

from etl.source import ROOT

TESTS = {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("*.py"))}
SHOWN = (ast.Tuple, ast.List, ast.Set)
WRAPPED = ("enumerate", "sorted", "zip", "list", "reversed", "items", "values", "keys")


def sure(node):
    """Whether an expression is true whatever the program does."""
    match node:
        case ast.Constant(value=value):
            return bool(value)
        case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
            return any(not isinstance(element, ast.Starred) for element in elements)
        case ast.GeneratorExp() | ast.Lambda():
            return True
        case ast.BoolOp(op=ast.Or(), values=values):
            return any(map(sure, values))
        case ast.Compare(left=ast.Call(func=ast.Name("len")), ops=[ast.GtE()], comparators=[ast.Constant(0)]):
            return True
        case ast.Compare(left=left, comparators=[right]):
            calls = any(isinstance(part, ast.Call) for part in ast.walk(left))
            return not calls and not isinstance(left, ast.Constant) and ast.dump(left) == ast.dump(right)
    return False


def filled(node):
    """Whether a loop over an expression has a turn at least: what is written out, a constant of the module, a range."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.isupper()
        case ast.Subscript(value=value):
            return filled(value)
        case ast.BinOp(left=left, right=right):
            return filled(left) or filled(right)
        case ast.Call(func=ast.Name("range"), args=[*_, last]):
            return not isinstance(last, ast.Constant) or last.value > 0
        case ast.Call(func=ast.Attribute(value=value, attr=name), args=[]) if name in WRAPPED:
            return filled(value)
        case ast.Call(func=ast.Name(name), args=[first, *_]) if name in WRAPPED:
            return filled(first)
    return isinstance(node, (*SHOWN, ast.Dict, ast.Constant)) and bool(sure(node) or getattr(node, "keys", None))


def checks(node, helpers):
    """The asserts and expected errors below a node that are reached whatever a loop finds."""
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.For) and not filled(part.iter):
            part = ast.Expr(part.iter)
        name = ast.unparse(part.func).rpartition(".")[2] if isinstance(part, ast.Call) else ""
        if isinstance(part, ast.Assert) or name in ("raises", "fail") or name in helpers:
            yield part
        yield from checks(part, helpers)


def empty(call):
    """Whether a list of cases is written out empty."""
    return ast.unparse(call.func).endswith("parametrize") and any(
        isinstance(given, (*SHOWN, ast.Dict)) and not ast.unparse(given).strip("()[]{}") for given in call.args[1:2]
    )


def faults(source):
    """Line and reason of each check that cannot fail."""
    tree = ast.parse(source)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    helpers = {one.name for one in functions if any(isinstance(part, ast.Assert) for part in ast.walk(one))}
    helpers |= {alias.name for node in imports if f"{node.module}.".startswith("tests.") for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and sure(node.test):
            yield node.lineno, "is always true"
        if isinstance(node, ast.Call) and empty(node):
            yield node.lineno, "has no cases"
    for function in functions:
        if function.name.startswith("test_") and not any(checks(function, helpers - {function.name})):
            yield function.lineno, "may check nothing"


@pytest.mark.parametrize("path", TESTS, ids=str)
def test_every_check_can_fail(path):
    assert list(faults(TESTS[path])) == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("assert seen == 1 or True", "is always true"),
        ('assert (seen == 1, "a figure")', "is always true"),
        ("assert (row > 0 for row in seen)", "is always true"),
        ("assert seen.rows == seen.rows", "is always true"),
        ("assert len(seen) >= 0", "is always true"),
        ("for row in seen: assert row > 0", "may check nothing"),
        ("for row in seen.rows(): assert row > 0", "may check nothing"),
        ("seen.rows()", "may check nothing"),
    ],
)
def test_a_check_that_cannot_fail_is_found(line, reason):
    assert [found for _, found in faults(f"def test_it(seen):\n    {line}")] == [reason]


def test_a_list_without_cases_is_found():
    source = '@pytest.mark.parametrize("name", [])\ndef test_it(name):\n    assert name'
    assert list(faults(source)) == [(1, "has no cases")]


@pytest.mark.parametrize(
    "line",
    [
        "assert seen == 1",
        "assert made(seen) == made(seen)",
        "assert [row for row in seen]",
        "assert len(seen) == 3\n    for row in seen: assert row > 0",
        "for row in (1, 2): assert seen > row",
        "for name, row in ROWS.items(): assert seen[name] == row",
        "with pytest.raises(ValueError): made(seen)",
    ],
)
def test_a_check_that_can_fail_is_left_alone(line):
    assert list(faults(f"def test_it(seen):\n    {line}")) == []
