"""Who did what, when and why; and whether the record is as it was written."""

from core.editions.layout import store_folder
from core.words import _
from etl.coding.visibility import hidden
from etl.store.journal import entries
from etl.store.verify import verify
from pages.parts import cards
from pages.parts.desk import acting, journal

acts = entries(store_folder())
cards.opening(_("Journal"), journal.sentence(acts))
journal.verify(lambda: verify(store_folder()))
journal.search(acts, hidden(store_folder(), acting.actor()))
