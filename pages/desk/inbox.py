"""Take in what countries send: any number of workbooks at once, each with its answer."""

from functools import partial

from core.editions.layout import store_folder
from core.words import _
from etl.desk import acts, receiving
from etl.desk.board import participants
from etl.form.rounds import rounds
from etl.store import journal
from pages.parts import cards
from pages.parts.desk import inbox

cards.opening(
    _("Inbox"),
    _(
        "Drop the workbooks that countries send. Each is stored exactly as sent, then read and checked;"
        " nothing is published from here."
    ),
)
files = inbox.dropped()
if files:
    inbox.take_in(files, lambda by, report, arrived: receiving.receive(store_folder(), files, by, report, arrived))
submissions = acts.submissions(store_folder())
inbox.results(submissions, partial(acts.returned, store_folder()))
arrivals = [entry for entry in journal.entries(store_folder()) if entry.act in ("received", "refused")]
names = {row["iso3"]: row["name"] for row in participants("list_54")}
inbox.lately(arrivals, submissions, rounds(), names)
