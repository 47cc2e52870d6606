"""What would be published, how it differs from what readers see, the note that says so, and when it appears."""

from datetime import UTC, datetime

from etl import desk, form, journal, release
from etl.exports import finish
from etl.publish import current, editions, manifest
from etl.read import DEFINITIONS, definition
from pages.parts import cards, desk_publish
from views.edition import store
from views.words import _

waiting = release.waiting(store())
head, in_force = journal.head(store()), current(store())
approved = [one for one in desk.submissions(store()).values() if one.state == "approved"]
names = {row["iso3"]: row["name"] for row in desk.participants("list_54")}
labels = {row[0]: row[2] for row in definition(DEFINITIONS / "conferences.csv").rows} | {key: one.label for key, one in form.rounds().items()}
cards.opening(_("Publish"), desk_publish.sentence(waiting, approved, in_force, names))
if waiting:
    desk_publish.waits(
        waiting,
        lambda: release.release(store(), datetime.now(UTC)),
        lambda reason, by: release.cancel(store(), by, reason, waiting.version),
    )
else:
    preview = desk_publish.previewed((head, in_force), lambda report: release.preview(store(), report=report))
    if preview is not None:
        desk_publish.differences(preview, labels, first=in_force is None)
        desk_publish.prepare(preview, head, lambda by, note, embargo, report: release.prepare(store(), by, note, embargo, report=report, finish=finish(report)))
desk_publish.past([manifest(store(), number) for number in editions(store()) if in_force and number <= in_force["edition"]])
