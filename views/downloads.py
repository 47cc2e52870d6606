"""The route that hands out tables: /download/<view>.csv or .xlsx with the filters of the page in the query. Published editions only."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from views.edition import Edition, NoEdition, edition, in_force
from views.tables import VIEWS, Table, table
from views.workbook import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def link(table: Table, ending: str) -> str:
    """The address from which `table` can be taken as "csv" or "xlsx"."""
    return f"/download/{table.view.name}.{ending}?" + urlencode({"edition": table.edition.number, **table.filters}, doseq=True)


def download(request: Request) -> Response:
    """One table as a file. Answers 404 for an unknown table or edition and 400 for an unknown filter or value, in one sentence."""
    name, ending = request.path_params["name"], request.path_params["ending"]
    if name not in VIEWS or ending not in ("csv", "xlsx"):
        return PlainTextResponse(f"There is no such table; there are {', '.join(VIEWS)}, each as csv or xlsx.", 404)
    try:
        chosen = _edition(request.query_params.get("edition"))
        asked_for = table(chosen, name, **_filters(chosen, name, request))
    except NoEdition as error:
        return PlainTextResponse(str(error), 404)
    except Refused as error:
        return PlainTextResponse(str(error), 400)
    body = asked_for.csv().encode("utf-8-sig") if ending == "csv" else workbook(asked_for)
    headers = {"Content-Disposition": f'attachment; filename="{asked_for.file_name}.{ending}"', "ETag": f'"{chosen.hash[:16]}"', "Cache-Control": "no-cache"}
    return Response(body, media_type="text/csv; charset=utf-8" if ending == "csv" else XLSX, headers=headers)


class Refused(Exception):
    """A filter or value that this table does not take; the message is one sentence."""


def _edition(number: str | None) -> Edition:
    if number is None:
        return in_force()
    if not number.isascii() or not number.isdigit() or len(number) > 6:
        raise Refused("An edition is a whole number.")
    return edition(int(number))


def _filters(chosen: Edition, name: str, request: Request) -> dict[str, object]:
    """The filters of the query, each value one that the edition offers; several only where the view takes a list."""
    view, found = VIEWS[name], {}
    for key in dict.fromkeys(key for key in request.query_params if key != "edition"):
        if key not in view.filters:
            raise Refused(f"This filter is unknown; {name} takes {', '.join(view.filters) or 'none'}.")
        values, allowed = request.query_params.getlist(key), offered(chosen, key)
        unknown = [value for value in values if value not in allowed]
        if unknown:
            raise Refused(f"A value of {key} is unknown; there are {', '.join(allowed)}.")
        if len(values) > 1 and not view.takes_many(key):
            raise Refused(f"{name} takes one {key}; found {len(values)}.")
        found[key] = [allowed[value] for value in values] if len(values) > 1 else allowed[values[0]]
    for key in view.needed:
        if key == "as_of":
            found.setdefault("as_of", "latest")
        elif key not in found:
            raise Refused(f"{name} needs {key}; there are {', '.join(offered(chosen, key))}.")
    return found


def offered(chosen: Edition, key: str) -> dict[str, object]:
    """The values that a filter may have in an edition, by how the address writes them."""
    table_, column = OFFERED[key]
    values = chosen.query(f"SELECT DISTINCT {column} AS value FROM {table_} WHERE {column} IS NOT NULL ORDER BY ALL")["value"]
    return {str(value): value.item() if hasattr(value, "item") else value for value in values}


OFFERED = {
    "as_of": ("conferences", "as_of"),
    "since": ("conferences", "as_of"),
    "target": ("policy_targets", "target_no"),
    "goal": ("operational_goals", "goal_id"),
    "country": ("(SELECT iso3 FROM participants UNION ALL SELECT 'WLD')", "iso3"),
    "indicator": ("indicators", "indicator"),
    "round": ("rounds", "round"),
    "milestone": ("milestone_kinds", "milestone"),
    "rule": ("rules", "rule"),
    "profile": ("profiles", "profile"),
    "kind": ("(SELECT status FROM statuses WHERE scale = 'gap')", "status"),
    "state": ("(SELECT status FROM statuses WHERE scale = 'alliance' AND status IN ('yes', 'no', 'not_known'))", "status"),
    "voice": ("(SELECT status FROM statuses WHERE scale = 'voice')", "status"),
    "whose": ("(SELECT status FROM statuses WHERE scale = 'whose')", "status"),
    "severity": ("(SELECT unnest(['error', 'question', 'note']) AS severity)", "severity"),
}
ROUTE = Route("/download/{name}.{ending}", download)
