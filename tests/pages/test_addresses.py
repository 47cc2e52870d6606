"""Addresses of pages as a reader types or keeps them: the front door writes them as the pages themselves do."""

import http.client

import pytest

from views import choices

WRITTEN = {
    "/countries?country=JPN": "countries?country=Japan",
    "/targets?target=2": "targets?target=Investigate+and+prosecute",
    "/?as_of=washington-2014": "./?as_of=Washington+2014",
    "/compare?countries=FRA&countries=Germany": "compare?country=France&country=Germany",
    "/compare?groups=eu": "compare?groups=By+EU+membership",
    "/gaps?for_country=JPN&gap=not_known": "gaps?country=Japan&kind=Not+known",
    "/gaps?for_target=2": "gaps?target=Investigate+and+prosecute",
    "/gaps?country=JPN&goal=2.2&as_of=Latest": "gaps?country=Japan&goal=2.2+Joint+law-enforcement+work",
    "/countries?country=Albania&as_of=latest": "countries",
    "/countries?country=FRA&country=JPN": "countries?country=Japan",
    "/method?formula=progress_growth&profile=unsd": "method?profile=UNSD+and+UNDP",
    "/exports?country=PHL": "exports?country=Philippines",
    "/?since=brussels-2012&as_of=brussels-2022&edition=1": "./?since=Brussels+2012&as_of=Brussels+2022&edition=1",
}
AS_THEY_ARE = [
    "/countries?country=Japan",
    "/countries?country=nowhere",
    "/gaps?country=Japan&kind=Not+known",
    "/reporting?edition=99&as_of=washington-2014",
    "/reporting?edition=x",
    "/quality?" + "a=1&" * 2000,
    "/countries",
]


@pytest.fixture
def ask(port):
    """Call it with a path: the status of the answer, and where it sends the reader."""

    def answer(path):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", path)
            got = connection.getresponse()
            return got.status, got.getheader("Location")
        finally:
            connection.close()

    return answer


@pytest.mark.parametrize(("typed", "written"), WRITTEN.items())
def test_codes_and_old_names_are_written_as_the_page_writes_them(ask, typed, written):
    assert ask(typed) == (302, written)


@pytest.mark.parametrize("path", AS_THEY_ARE)
def test_what_is_written_already_or_is_not_understood_stays(ask, path):
    assert ask(path)[1] is None


def test_one_thing_has_one_name_on_every_page():
    names = {name for names in choices.PAGES.values() for name in names}
    assert names == {"since", "target", "country", "groups", "goal", "kind", "profile", "formula"}
