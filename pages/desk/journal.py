"""Who did what, when and why; and whether the record is as it was written."""

from core.words import _
from etl.coding.visibility import hidden
from etl.store.journal import entries
from etl.store.verify import verify
from pages.parts import cards
from pages.parts.desk import acting, journal
from views.edition import store

acts = entries(store())
cards.opening(_("Journal"), journal.sentence(acts))
journal.verify(lambda: verify(store()))
journal.search(acts, hidden(store(), acting.actor()))
