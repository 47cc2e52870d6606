"""Files that nobody should send: made here, so that what is answered to them can be tested."""

import io
import random
import re
import struct
import warnings
import zipfile
from functools import lru_cache

from openpyxl import Workbook, load_workbook

from etl.form.rounds import rounds
from etl.questionnaire.prefill import prefills
from etl.questionnaire.template import template

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet{}.xml"
TYPES = (b"s", b"n", b"b", b"e", b"str", b"inlineStr", b"d", b"zz")
TITLES = ("Read me", "Commitments", "Progress", "Indicators", "Threats", "Practice", "Lists")


@lru_cache
def form(round="progress-2014", country="ALB"):
    """A form as we send it, as bytes."""
    asked = rounds()[round]
    return template(asked, prefills(asked)[country])


def filled(change, data=None):
    """The form after `change` did something to it in openpyxl, saved again."""
    book = load_workbook(io.BytesIO(data or form()))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parts(data):
    """The parts of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def zipped(found, twice=()):
    """A zip of parts; those in `twice` stand in it two times."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        warnings.simplefilter("ignore")  # a name that stands in it twice is meant
        for name, content in [*found.items(), *((name, found[name]) for name in twice)]:
            bundle.writestr(zipfile.ZipInfo(name), content, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


def changed(change, title="Indicators", data=None):
    """The form with the XML of one sheet changed."""
    found = parts(data or form())
    name = SHEET.format(TITLES.index(title) + 1)
    found[name] = change(found[name])
    return zipped(found)


def with_part(name, content=b"x", data=None):
    return zipped({**parts(data or form()), name: content})


def cells(xml):
    """A sheet of our own making: a workbook that is not our form, with this sheetData."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}"><sheetData>{xml}</sheetData></worksheet>'
    return bare({"xl/worksheets/sheet1.xml": sheet.encode()})


def bare(more=None):
    """A small foreign workbook with some parts changed."""
    out = io.BytesIO()
    book = Workbook()
    book.active.append(["a", 1])
    book.save(out)
    return zipped({**parts(out.getvalue()), **(more or {})})


def faulty():
    """Files that are no form of ours: name, bytes, code, and words that the answer holds."""
    old = OLE2 + b"\0" * 504
    doc = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}
    return [
        ("empty.xlsx", b"", "not_a_workbook", "is empty"),
        ("blank.xlsx", b"\0" * 4096, "not_a_workbook", "is empty"),
        ("cut.xlsx", form()[: len(form()) // 2], "damaged", "cut off or damaged"),
        ("head.xlsx", form()[:3], "damaged", "cut off or damaged"),
        (
            "page.xlsx",
            b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>",
            "not_a_workbook",
            "a web page",
        ),
        ("data.xml", b"<?xml version='1.0'?><data/>", "not_a_workbook", "an XML file"),
        ("table.csv", b"Code;Wert\nx;1\n", "not_a_workbook", "a text file, such as CSV"),
        ("utf16.csv", "Code;Värde\n".encode("utf-16"), "not_a_workbook", "a text file, such as CSV"),
        ("noise.xlsx", random.Random(7).randbytes(5000), "not_a_workbook", "nor any other kind of file that we know"),
        ("secret.xlsx", old + "EncryptedPackage".encode("utf-16-le"), "password", "without a password"),
        ("old.xls", old + "Workbook".encode("utf-16-le"), "not_a_workbook", "old kind (.xls)"),
        ("old.doc", old + "WordDocument".encode("utf-16-le"), "not_a_workbook", "Word document of the old kind"),
        (
            "open.ods",
            zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}),
            "not_a_workbook",
            "such as .ods",
        ),
        (
            "binary.xlsb",
            zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"x"}),
            "not_a_workbook",
            ".xlsb",
        ),
        ("letter.docx", zipped(doc), "not_a_workbook", "Word document (.docx)"),
        ("many.zip", zipped({"ALB.xlsx": form()}), "not_a_workbook", "a zip archive"),
        ("scan.pdf", b"%PDF-1.7\n%\xe2\xe3", "not_a_workbook", "a PDF"),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "not_a_workbook", "a picture"),
        ("macros.xlsm", with_part("xl/vbaProject.bin"), "macros", "contains macros"),
        ("xlm.xlsx", with_part("xl/macrosheets/sheet1.xml"), "macros", "contains macros"),
        (
            "type.xlsm",
            bare(
                {
                    "[Content_Types].xml": b"<Types><Override "
                    b'ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
                }
            ),
            "macros",
            "saved as a workbook with macros",
        ),
        ("other.xlsx", bare(), "foreign", "not our form: sheet 'Read me' is missing, found 'Sheet'"),
        (
            "renamed.xlsx",
            filled(lambda book: setattr(book["Read me"], "title", "Lisez-moi")),
            "foreign",
            "sheet 'Read me' is missing",
        ),
        (
            "version.xlsx",
            filled(lambda book: book["Read me"].__setitem__("C7", 99)),
            "other_version",
            "Read me!C7 holds '99', expected version 1",
        ),
        (
            "round.xlsx",
            filled(lambda book: book["Read me"].__setitem__("C5", "progress-1999")),
            "other_round",
            "Read me!C5 holds 'progress-1999'",
        ),
        (
            "country.xlsx",
            filled(lambda book: book["Read me"].__setitem__("C6", None)),
            "other_country",
            "Read me!C6 holds ''",
        ),
        (
            "list.xlsx",
            zipped({name: content for name, content in parts(form()).items() if name != "xl/workbook.xml"}),
            "damaged",
            "its list of sheets is missing",
        ),
        ("twice.xlsx", zipped(parts(form()), twice=["xl/workbook.xml"]), "damaged", "one of its parts twice"),
        (
            "gone.xlsx",
            zipped({name: content for name, content in parts(form()).items() if name != SHEET.format(4)}),
            "damaged",
            "sheet4.xml' is missing",
        ),
    ]


@lru_cache
def bombs(small=True):
    """Files made to do harm: name, bytes, code, words. `small` ones are a tenth or less of the real ones."""
    many = 100_000 if small else 1_000_000
    entities = "".join(f'<!ENTITY a{n} "' + f"&a{n - 1};" * 10 + '">' for n in range(1, 10))
    laugh = f'<!DOCTYPE l [<!ENTITY a0 "ha">{entities}]><worksheet>&a9;</worksheet>'
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, many + 1))
    areas = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 50_001))
    row = '<row r="5"><c r="A5"><v>1</v></c></row>'
    merges = f"<worksheet><sheetData>{row}</sheetData><mergeCells>{areas}</mergeCells></worksheet>"
    return [
        (
            "corner.xlsx",
            cells('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
            "too_large",
            "down to row 1048576 and out to column XFD",
        ),
        (
            "blanks.xlsx",
            bare(
                {
                    "xl/worksheets/sheet1.xml": b"<worksheet>"
                    + b" " * (300 if not small else 60) * 2**20
                    + b"</worksheet>"
                }
            ),
            "too_large",
            "more than 50 MB",
        ),
        ("rows.xlsx", cells(rows), "too_large", "row" if small else ""),
        (
            "entries.xlsx",
            zipped({f"p{n}": b"" for n in range(3_000 if small else 60_000)}),
            "too_large",
            "at most 2000 are read",
        ),
        (
            "lying.xlsx",
            lying(
                bare(
                    {
                        "xl/worksheets/sheet1.xml": b"<worksheet>"
                        + b" " * (60 if small else 300) * 2**20
                        + b"</worksheet>"
                    }
                )
            ),
            "damaged",
            "cut off or damaged",
        ),
        ("laughs.xlsx", bare({"xl/worksheets/sheet1.xml": laugh.encode()}), "damaged", "declares XML entities"),
        ("merges.xlsx", bare({"xl/worksheets/sheet1.xml": merges.encode()}), "foreign", "not our form"),
        ("long.xlsx", changed(lambda xml: filled_cell(xml, "K5", "x" * 32_768)), "", ""),
    ]


def filled_cell(xml, address, text):
    """The XML of a sheet with a text put into one of its empty cells."""
    return re.sub(
        rf'<c r="{address}"( s="\d+")?[^>]*/>|<c r="{address}"( s="\d+")?></c>'.encode(),
        rf'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'.encode(),
        xml,
        count=1,
    )


def lying(data):
    """A zip whose parts say that they have ten bytes when unpacked."""
    out = bytearray(data)
    at = 0
    while (at := out.find(b"PK\x01\x02", at)) >= 0:
        out[at + 24 : at + 28] = struct.pack("<I", 10)
        at += 4
    return bytes(out)


def mutants(seed, many):
    """Forms with something broken in them: bits flipped, cut, parts dropped, doubled or swapped, cells moved, types
    swapped, XML cut."""
    chance = random.Random(seed)
    whole = filled(lambda book: book["Indicators"].__setitem__("G5", 12))
    found = parts(whole)
    names = sorted(found)
    sheet = SHEET.format(4)
    for _ in range(many):
        kind = chance.randrange(8)
        name = chance.choice(names)
        if kind == 0:
            data = bytearray(whole)
            for _ in range(chance.randint(1, 8)):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            yield bytes(data)
        elif kind == 1:
            yield whole[: chance.randrange(len(whole))] + chance.randbytes(chance.choice([0, 100]))
        elif kind == 2:
            yield zipped({key: value for key, value in found.items() if key != name})
        elif kind == 3:
            yield zipped(found, twice=[name])
        elif kind == 4:
            yield zipped({**found, name: found[chance.choice(names)]})
        elif kind == 5:
            yield zipped(
                {
                    **found,
                    sheet: re.sub(
                        rb'r="([A-Z])(\d+)"',
                        lambda one: b'r="%s%d"' % (one[1], int(one[2]) + (chance.random() < 0.02)),
                        found[sheet],
                    ),
                }
            )
        elif kind == 6:
            yield zipped(
                {
                    **found,
                    sheet: re.sub(
                        rb' t="\w+"',
                        lambda one: b' t="%s"' % chance.choice(TYPES) if chance.random() < 0.3 else one[0],
                        found[sheet],
                    ),
                }
            )
        else:
            data = bytearray(found[name])
            for _ in range(chance.randint(1, 4)):
                if data:
                    data[chance.randrange(len(data))] = chance.randrange(256)
            yield zipped(
                {**found, name: bytes(data[: chance.randrange(len(data) + 1)] if chance.random() < 0.3 else data)}
            )
