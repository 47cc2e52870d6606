"""What would be published, how it differs from what readers see, the note that says so, and when it appears."""

from datetime import UTC, datetime

from core.editions.layout import editions, store_folder
from core.editions.manifest import current, manifest
from core.words import _
from etl.desk import acts
from etl.desk.board import participants
from etl.form.rounds import rounds
from etl.publishing import exports, preparation, release
from etl.record.read import definition
from etl.source import DEFINITIONS
from etl.store import journal
from pages.parts import cards
from pages.parts.desk import embargo, publish

waiting = release.waiting(store_folder())
head, in_force = journal.head(store_folder()), current(store_folder())
approved = [submission for submission in acts.submissions(store_folder()).values() if submission.state == "approved"]
names = {row["iso3"]: row["name"] for row in participants("list_54")}
conferences = definition(DEFINITIONS / "conferences.csv").records()
labels = {row["as_of"]: row["short_label"] for row in conferences}
labels |= {code: round_.label for code, round_ in rounds().items()}
cards.opening(_("Publish"), publish.sentence(waiting, approved, in_force, names))
if waiting:
    version = waiting.version
    embargo.waits(
        waiting,
        lambda: release.release(store_folder(), datetime.now(UTC)),
        lambda reason, by: release.cancel(store_folder(), by, reason, version),
    )
else:
    preview = publish.previewed((head, in_force), lambda report: preparation.preview(store_folder(), report=report))
    publish.differences(preview, labels, is_first=in_force is None)
    publish.prepare(
        preview,
        head["n"] if head else 0,
        lambda by, note, moment, agreed, report: preparation.prepare(
            store_folder(), by, note, moment, report=report, exports=exports.are_wanted(), agreed=agreed
        ),
    )
published = [number for number in editions(store_folder()) if in_force and number <= in_force["edition"]]
publish.past([manifest(store_folder(), number) for number in published])
