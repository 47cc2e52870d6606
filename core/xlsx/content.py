"""What the reader answers to one file, as JSON carries it from its process to ours."""

from __future__ import annotations

from typing import TypedDict, final


@final
class CellSheet(TypedDict):
    """A sheet of cells: `columns` holds by letter and row what is filled, as text; `kinds` what it is if no text.

    `state` is visible, hidden or veryHidden; `merged` are areas such as A1:B2; `comments` are cells, each with how its
    comment begins.
    """

    title: str
    state: str
    columns: dict[str, dict[str, str]]
    kinds: dict[str, dict[str, str]]
    merged: list[str]
    hidden_rows: list[int]
    hidden_columns: list[str]
    comments: list[list[str]]


@final
class OtherSheet(TypedDict):
    """A sheet without cells; `other` says of which kind, such as chartsheet."""

    title: str
    state: str
    other: str


@final
class Book(TypedDict):
    """A workbook that was read: how many other workbooks it links to and objects it embeds, its own properties."""

    sheets: list[CellSheet | OtherSheet]
    links: int
    embedded: int
    properties: list[str]


@final
class Refusal(TypedDict):
    """A file that is not read: a word for what it is, and what to say of it after its name."""

    code: str
    sentence: str


Content = Book | Refusal
