"""What would be published, how it differs from what readers see, the note that says so, and when it appears."""

from datetime import UTC, datetime

from core.editions.layout import editions
from core.editions.manifest import current, manifest
from core.words import _
from etl.desk import acts
from etl.form import sheets
from etl.publishing import release
from etl.publishing.exports import finish
from etl.record.read import DEFINITIONS, definition
from etl.store import journal
from pages.parts import cards
from pages.parts.desk import publish
from views.edition import store

waiting = release.waiting(store())
head, in_force = journal.head(store()), current(store())
approved = [one for one in acts.submissions(store()).values() if one.state == "approved"]
names = {row["iso3"]: row["name"] for row in acts.participants("list_54")}
labels = {row[0]: row[2] for row in definition(DEFINITIONS / "conferences.csv").rows} | {
    key: one.label for key, one in sheets.rounds().items()
}
cards.opening(_("Publish"), publish.sentence(waiting, approved, in_force, names))
if waiting:
    publish.waits(
        waiting,
        lambda: release.release(store(), datetime.now(UTC)),
        lambda reason, by: release.cancel(store(), by, reason, waiting.version),
    )
else:
    preview = publish.previewed((head, in_force), lambda report: release.preview(store(), report=report))
    if preview is not None:
        publish.differences(preview, labels, first=in_force is None)
        publish.prepare(
            preview,
            head,
            lambda by, note, embargo, report: release.prepare(
                store(), by, note, embargo, report=report, finish=finish(report)
            ),
        )
publish.past([manifest(store(), number) for number in editions(store()) if in_force and number <= in_force["edition"]])
