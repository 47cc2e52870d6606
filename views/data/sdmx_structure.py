"""An SDMX structure message (SDMX-ML 3.0): what the columns of a data file are, and what their codes mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from core import words
from views.data import citation
from views.edition import Edition

AGENCY, FLOW = "ALLIANCE", "OBSERVATIONS"
SCHEMAS = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/"
URN = "urn:sdmx:org.sdmx.infomodel."


@dataclass(frozen=True)
class Component:
    """A column of the data: its `id`, its `role` (dimension, time, measure or attribute), its name, and the SQL of its value.

    `format` is a codelist (CL_…) or a text type of SDMX. An attribute that may be empty is not `needed`.
    """

    id: str
    role: str
    name: str
    format: str
    sql: str
    needed: bool = True

    @property
    def kind(self) -> str:
        """How its cells are written: number, integer, date or string."""
        return {"Double": "number", "Integer": "integer", "GregorianDay": "date"}.get(self.format, "string")


@dataclass(frozen=True)
class Code:
    """One code with its name and what there is to say of it."""

    id: str
    name: str
    description: str = ""


def version(edition: Edition) -> str:
    """The version of everything in the message: the number of the edition."""
    return f"{edition.number}.0.0"


def flow(edition: Edition) -> str:
    """How the data file names its dataflow: ALLIANCE:OBSERVATIONS(2.0.0)."""
    return f"{AGENCY}:{FLOW}({version(edition)})"


def message(edition: Edition, components: Iterable[Component], codelists: dict[str, tuple[str, list[Code]]]) -> bytes:
    """The message: codelists (each with its name), concepts, dataflow and data structure."""
    components = list(components)
    root = Element(
        "mes:Structure",
        {
            f"xmlns:{short}": SCHEMAS + long
            for short, long in (("mes", "message"), ("str", "structure"), ("com", "common"))
        },
    )
    header = SubElement(root, "mes:Header")
    for name, text in (
        ("ID", f"{FLOW}-{edition.short}"),
        ("Test", str(edition.illustrative).lower()),
        ("Prepared", citation.published(edition).isoformat()),
    ):
        SubElement(header, f"mes:{name}").text = text
    SubElement(header, "mes:Sender", id=AGENCY)
    structures = SubElement(root, "mes:Structures")
    lists = SubElement(structures, "str:Codelists")
    for id, (name, codes) in sorted(codelists.items()):
        one = _artefact(lists, "str:Codelist", edition, id, name)
        for code in codes:
            _said(SubElement(one, "str:Code", id=code.id), code.name, code.description)
    concepts = _artefact(
        SubElement(structures, "str:ConceptSchemes"), "str:ConceptScheme", edition, "CONCEPTS", citation.title(edition)
    )
    for component in components:
        _said(SubElement(concepts, "str:Concept", id=component.id), component.name)
    dataflow = _artefact(
        SubElement(structures, "str:Dataflows"),
        "str:Dataflow",
        edition,
        FLOW,
        citation.title(edition),
        citation.cite(edition),
    )
    SubElement(dataflow, "str:Structure").text = f"{URN}datastructure.DataStructure={flow(edition)}"
    structure = _artefact(
        SubElement(structures, "str:DataStructures"), "str:DataStructure", edition, FLOW, citation.title(edition)
    )
    _components(SubElement(structure, "str:DataStructureComponents"), edition, components)
    indent(root)
    return tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _artefact(parent: Element, tag: str, edition: Edition, id: str, name: str, description: str = "") -> Element:
    return _said(SubElement(parent, tag, id=id, agencyID=AGENCY, version=version(edition)), name, description)


def _said(element: Element, name: str, description: str = "") -> Element:
    for tag, text in (("com:Name", name), ("com:Description", description)):
        if text:
            SubElement(element, tag, {"xml:lang": "en"}).text = words.CONTROL.sub("", text)
    return element


def _components(parent: Element, edition: Edition, components: list[Component]) -> None:
    dimensions = SubElement(parent, "str:DimensionList", id="DimensionDescriptor")
    for place, one in enumerate((one for one in components if one.role == "dimension"), 1):
        _represented(SubElement(dimensions, "str:Dimension", id=one.id, position=str(place)), edition, one)
    for one in (one for one in components if one.role == "time"):
        _represented(SubElement(dimensions, "str:TimeDimension", id=one.id), edition, one)
    attributes = SubElement(parent, "str:AttributeList", id="AttributeDescriptor")
    for one in (one for one in components if one.role == "attribute"):
        element = _represented(
            SubElement(attributes, "str:Attribute", id=one.id, usage="mandatory" if one.needed else "optional"),
            edition,
            one,
        )
        SubElement(SubElement(element, "str:AttributeRelationship"), "str:Observation")
    measures = SubElement(parent, "str:MeasureList", id="MeasureDescriptor")
    for one in (one for one in components if one.role == "measure"):
        _represented(SubElement(measures, "str:Measure", id=one.id, usage="mandatory"), edition, one)


def _represented(element: Element, edition: Edition, one: Component) -> Element:
    SubElement(
        element, "str:ConceptIdentity"
    ).text = f"{URN}conceptscheme.Concept={AGENCY}:CONCEPTS({version(edition)}).{one.id}"
    local = SubElement(element, "str:LocalRepresentation")
    if one.format.startswith("CL_"):
        SubElement(local, "str:Enumeration").text = f"{URN}codelist.Codelist={AGENCY}:{one.format}({version(edition)})"
    else:
        SubElement(local, "str:TextFormat", textType=one.format)
    return element
