"""The route that hands out tables: /download/<view>.csv or .xlsx with the filters of the page in the query. Published editions only."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from views.edition import NoEdition, edition, in_force
from views.tables import VIEWS, Table, table
from views.workbook import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WHOLE = {"target"}


def link(table: Table, ending: str) -> str:
    """The address from which `table` can be taken as "csv" or "xlsx"."""
    return f"/download/{table.view.name}.{ending}?" + urlencode({"edition": table.edition.number, **table.filters}, doseq=True)


def download(request: Request) -> Response:
    """One table as a file. Answers 404 for an unknown table or edition and 400 for an unknown filter or value, in one sentence."""
    name, ending = request.path_params["name"], request.path_params["ending"]
    if name not in VIEWS or ending not in ("csv", "xlsx"):
        return PlainTextResponse(f"There is no table {name}.{ending}; there are {', '.join(VIEWS)}, each as csv or xlsx.", 404)
    asked = {key: request.query_params.getlist(key) for key in request.query_params if key != "edition"}
    unknown = sorted(asked.keys() - set(VIEWS[name].filters))
    if unknown:
        return PlainTextResponse(f"Unknown filter {unknown[0]!r}; {name} takes {', '.join(VIEWS[name].filters)}.", 400)
    try:
        number = request.query_params.get("edition")
        chosen = edition(int(number)) if number else in_force()
        filters = {key: [int(v) for v in values][0] if key in WHOLE else values if len(values) > 1 else values[0] for key, values in asked.items()}
        if "as_of" in VIEWS[name].filters:
            filters = {"as_of": "latest", **filters}
            if filters["as_of"] not in set(chosen.rows("conferences")["as_of"]):
                return PlainTextResponse(f"Unknown date {filters['as_of']!r}; there are {', '.join(chosen.rows('conferences')['as_of'])}.", 400)
        asked_for = table(chosen, name, **filters)
    except NoEdition as error:
        return PlainTextResponse(str(error), 404)
    except (ValueError, TypeError):
        return PlainTextResponse("A filter has a value that cannot be read, or one that is needed is missing.", 400)
    body = asked_for.csv().encode("utf-8-sig") if ending == "csv" else workbook(asked_for)
    headers = {"Content-Disposition": f'attachment; filename="{asked_for.file_name}.{ending}"', "ETag": f'"{chosen.hash[:16]}"', "Cache-Control": "no-cache"}
    return Response(body, media_type="text/csv; charset=utf-8" if ending == "csv" else XLSX, headers=headers)


ROUTE = Route("/download/{name}.{ending}", download)
