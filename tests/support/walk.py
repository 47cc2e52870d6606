"""A round as a new clerk walks through it: one store, a desk and a reader's server over it, and a canary that no reader
may see too early."""

import io
import re
import struct
import urllib.error
import urllib.request
import zipfile

import openpyxl
import pandas as pd
import pypdf

from tests.pages.test_browser import Reader

CANARY = 987_654_321
WORD = "Zwergkanarie"
SHAPES = [
    str(CANARY).encode(),
    *(f"{CANARY:,}".replace(",", gap).encode() for gap in (",", "\u202f", "\u00a0", " ")),
    struct.pack("<d", CANARY),
    struct.pack("<q", CANARY),
    WORD.encode(),
]


class Public(Reader):
    """A reader's window that remembers everything its server ever sent."""

    def __init__(self, browser, port, **how):
        super().__init__(browser, port, **how)
        self.heard = []
        self.page.on("websocket", lambda socket: socket.on("framereceived", self.hear))

    def hear(self, frame):
        self.heard.append(frame.encode() if isinstance(frame, str) else frame)

    def ask(self, path):
        """One answer by plain HTTP, whatever its status; workbooks, letters, archives and papers are opened up."""
        try:
            with urllib.request.urlopen(self.base + path, timeout=30) as got:
                body = got.read()
        except urllib.error.HTTPError as error:
            body = error.read()
        self.heard.append(unpacked(body))
        return body

    def leaks(self):
        """The answers in which the canary sings."""
        return [answer[:200] for answer in self.heard if any(shape in answer for shape in SHAPES)]

    def looks(self, pages, paths):
        """Open `pages` and ask for `paths`; returns how many answers there were, and where the canary was heard."""
        self.heard.clear()
        for page in pages:
            self.open(page)
        for path in paths:
            self.ask(path)
        return len(self.heard), self.leaks()


class Clerk(Reader):
    """A person at the desk."""

    def __init__(self, browser, port, **how):
        super().__init__(browser, port, **how)
        self.heard = []

    def sit(self, page, **params):
        """Open a page of the desk by its address."""
        return self.open(
            f"/{page}" + ("?" + "&".join(f"{key}={value}" for key, value in params.items()) if params else "")
        )

    def be(self, name):
        """Say who acts."""
        field = self.page.get_by_role("textbox", name="You are")
        field.fill(name)
        field.press("Enter")
        self.page.wait_for_timeout(250)
        return self.settle()

    def go(self, title):
        """Follow the menu."""
        self.menu.get_by_role("link", name=title, exact=True).click()
        self.page.wait_for_url(re.compile(f"/{title.lower()}"))
        self.page.wait_for_timeout(250)
        return self.settle()

    def pick(self, label, option):
        """Choose from a list."""
        box = self.page.get_by_role("combobox", name=label)
        box.scroll_into_view_if_needed()
        self.page.wait_for_timeout(300)
        box.click()
        self.page.get_by_role("option", name=option, exact=True).click()
        self.page.wait_for_timeout(250)
        return self.settle()

    def press(self, label, **how):
        """Press a button once it can be pressed."""
        self.page.get_by_role("button", name=label, exact=True, **how).last.click()
        self.page.wait_for_timeout(250)
        return self.settle()

    def take(self, label):
        """Take a file away: its name and its bytes."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("button", name=label, exact=True).first.click()
        return waiting.value.suggested_filename, waiting.value.path().read_bytes()

    def drop(self, *files):
        """Drop files into the inbox and store them."""
        self.go("Inbox")
        self.page.locator("input[type=file]").set_input_files(
            [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files]
        )
        self.page.get_by_test_id("stFileChipName").first.wait_for()
        self.page.wait_for_timeout(300)
        return self.press("Store and check")

    def reads(self, text):
        """Wait until a text stands on the page."""
        self.page.get_by_text(re.compile(text)).first.wait_for()
        return self.well()


def unpacked(body):
    """What is in a file: the members of an archive, however deep, or the text of a paper; anything else as it is."""
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as held:
            return b"\n".join(unpacked(held.read(name)) for name in held.namelist())
    if body[:4] == b"PAR1":
        return pd.read_parquet(io.BytesIO(body)).to_csv().encode()
    if body[:5] == b"%PDF-":
        return "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(body)).pages).encode()
    return body


def filled(content, **cells):
    """A workbook with these cells, such as Indicators_G5=12; names of sheets in two words take a blank."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for place, value in cells.items():
        sheet, _mark, cell = place.rpartition("_")
        book[sheet][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
