"""Who did what, when and why; and whether the record is as it was written."""

from etl import coding, journal, proof
from pages.parts import cards, desk_journal, desk_page
from views.edition import store
from views.words import _

entries = journal.entries(store())
cards.opening(_("Journal"), desk_journal.sentence(entries))
desk_journal.verify(lambda: proof.verify(store()))
desk_journal.search(entries, coding.hidden(store(), desk_page.name()))
