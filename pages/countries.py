"""Where does one country stand, and what is not reported?"""

from pages.parts import cards, countries, filters
from views import queries, sentences

edition, as_of = filters.here()
country = filters.country(edition)
person = queries.participants(edition, country).iloc[0]

cards.opening(
    person["name"],
    sentences.country(
        queries.coverage(edition, as_of, country=country), queries.milestones(edition, as_of, country=country)
    ),
)
countries.note(person)
if countries.belongs(edition, as_of, person):
    countries.milestones(edition, as_of, country)
    countries.timeline(edition, as_of, country)
    countries.actions(edition, as_of, country)
    countries.promises(edition, as_of, country)
    countries.figures(edition, as_of, country)
    countries.missing(edition, as_of, country)
cards.leaving(edition, "countries", as_of=as_of, country=country)
