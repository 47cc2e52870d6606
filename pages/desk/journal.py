"""Who did what, when and why; and whether the record is as it was written."""

from core.words import _
from etl.coding import coding
from etl.store import journal, verify
from pages.parts import cards
from pages.parts.desk import journal as desk_journal
from pages.parts.desk import page
from views.edition import store

entries = journal.entries(store())
cards.opening(_("Journal"), desk_journal.sentence(entries))
desk_journal.verify(lambda: verify.verify(store()))
desk_journal.search(entries, coding.hidden(store(), page.name()))
