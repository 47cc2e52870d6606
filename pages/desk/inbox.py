"""Take in what countries send: any number of workbooks at once, each with its answer."""

from etl import desk, form, journal
from pages.parts import cards, desk_inbox
from views.edition import store
from views.words import _

cards.opening(_("Inbox"), _("Drop the workbooks that countries send. Each is stored exactly as sent, then read and checked; nothing is published from here."))
files = desk_inbox.dropped()
if files:
    desk_inbox.take_in(files, lambda by, report: desk.receive(store(), files, by, report))
found = desk.submissions(store())
desk_inbox.results(found, lambda id: desk.returned(store(), id))
names = {row["iso3"]: row["name"] for row in desk.participants("list_54")}
desk_inbox.lately([one for one in journal.entries(store()) if one.act in ("received", "refused")], found, form.rounds(), names)
