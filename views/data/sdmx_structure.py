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
    """A column of the data: its `id`, its `role` (dimension, time, measure or attribute), its name, and its SQL.

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
    spaces = {"mes": "message", "str": "structure", "com": "common"}
    root = Element("mes:Structure", {f"xmlns:{short}": SCHEMAS + long for short, long in spaces.items()})
    _header(SubElement(root, "mes:Header"), edition)
    structures = SubElement(root, "mes:Structures")
    _codelists(SubElement(structures, "str:Codelists"), edition, codelists)
    _concepts(SubElement(structures, "str:ConceptSchemes"), edition, components)
    _dataflow(SubElement(structures, "str:Dataflows"), edition)
    _data_structure(SubElement(structures, "str:DataStructures"), edition, components)
    indent(root)
    xml: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"


def _header(header: Element, edition: Edition) -> None:
    texts = {
        "ID": f"{FLOW}-{edition.short}",
        "Test": str(edition.illustrative).lower(),
        "Prepared": citation.published(edition).isoformat(),
    }
    for name, text in texts.items():
        SubElement(header, f"mes:{name}").text = text
    SubElement(header, "mes:Sender", id=AGENCY)


def _codelists(parent: Element, edition: Edition, codelists: dict[str, tuple[str, list[Code]]]) -> None:
    for list_id, (name, codes) in sorted(codelists.items()):
        codelist = _artefact(parent, "str:Codelist", edition, list_id, name)
        for code in codes:
            _named(SubElement(codelist, "str:Code", id=code.id), code.name, code.description)


def _concepts(parent: Element, edition: Edition, components: list[Component]) -> None:
    scheme = _artefact(parent, "str:ConceptScheme", edition, "CONCEPTS", citation.title(edition))
    for component in components:
        _named(SubElement(scheme, "str:Concept", id=component.id), component.name)


def _dataflow(parent: Element, edition: Edition) -> None:
    title, description = citation.title(edition), citation.cite(edition)
    dataflow = _artefact(parent, "str:Dataflow", edition, FLOW, title, description)
    SubElement(dataflow, "str:Structure").text = f"{URN}datastructure.DataStructure={flow(edition)}"


def _data_structure(parent: Element, edition: Edition, components: list[Component]) -> None:
    structure = _artefact(parent, "str:DataStructure", edition, FLOW, citation.title(edition))
    _components(SubElement(structure, "str:DataStructureComponents"), edition, components)


def _artefact(parent: Element, tag: str, edition: Edition, own_id: str, name: str, description: str = "") -> Element:
    return _named(SubElement(parent, tag, id=own_id, agencyID=AGENCY, version=version(edition)), name, description)


def _named(element: Element, name: str, description: str = "") -> Element:
    for tag, text in (("com:Name", name), ("com:Description", description)):
        if text:
            SubElement(element, tag, {"xml:lang": "en"}).text = words.CONTROL.sub("", text)
    return element


def _components(parent: Element, edition: Edition, components: list[Component]) -> None:
    def of(role: str) -> list[Component]:
        return [component for component in components if component.role == role]

    dimensions = SubElement(parent, "str:DimensionList", id="DimensionDescriptor")
    for place, component in enumerate(of("dimension"), 1):
        element = SubElement(dimensions, "str:Dimension", id=component.id, position=str(place))
        _represented(element, edition, component)
    for component in of("time"):
        _represented(SubElement(dimensions, "str:TimeDimension", id=component.id), edition, component)
    attributes = SubElement(parent, "str:AttributeList", id="AttributeDescriptor")
    for component in of("attribute"):
        usage = "mandatory" if component.needed else "optional"
        element = SubElement(attributes, "str:Attribute", id=component.id, usage=usage)
        _represented(element, edition, component)
        SubElement(SubElement(element, "str:AttributeRelationship"), "str:Observation")
    measures = SubElement(parent, "str:MeasureList", id="MeasureDescriptor")
    for component in of("measure"):
        element = SubElement(measures, "str:Measure", id=component.id, usage="mandatory")
        _represented(element, edition, component)


def _represented(element: Element, edition: Edition, component: Component) -> None:
    concept = f"{URN}conceptscheme.Concept={AGENCY}:CONCEPTS({version(edition)}).{component.id}"
    SubElement(element, "str:ConceptIdentity").text = concept
    local, codelist = SubElement(element, "str:LocalRepresentation"), component.format
    if codelist.startswith("CL_"):
        SubElement(local, "str:Enumeration").text = f"{URN}codelist.Codelist={AGENCY}:{codelist}({version(edition)})"
    else:
        SubElement(local, "str:TextFormat", textType=codelist)
