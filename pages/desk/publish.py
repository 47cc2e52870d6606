"""What would be published, how it differs from what readers see, the note that says so, and when it appears."""

from datetime import UTC, datetime

from core.editions.layout import editions, store_folder
from core.editions.manifest import current, manifest
from core.words import _
from etl.desk import acts
from etl.desk.board import participants
from etl.form.rounds import rounds
from etl.jobs import since, start
from etl.publishing import preparation, release
from etl.record.read import definition
from etl.source import DEFINITIONS, RECORD
from pages.parts import cards
from pages.parts.desk import embargo, jobs, previews, publish

store = store_folder()
waiting = release.waiting(store)
head, in_force = since.head(store), current(store)
approved = [submission for submission in acts.submissions(store).values() if submission.state == "approved"]
names = {row["iso3"]: row["name"] for row in participants("list_54")}
conferences = definition(DEFINITIONS / "conferences.csv").records()
labels = {row["as_of"]: row["short_label"] for row in conferences}
labels |= {code: round_.label for code, round_ in rounds().items()}
cards.opening(_("Publish"), publish.sentence(waiting, approved, in_force, names))
if jobs.blocks():
    publish.meanwhile()
elif waiting:
    version = waiting.version
    embargo.waits(
        waiting,
        lambda: release.release(store, datetime.now(UTC)),
        lambda reason, by: release.cancel(store, by, reason, version),
    )
else:
    preview = previews.previewed(
        (store, head, in_force and in_force["hash"]),
        lambda report: preparation.preview(store, report=report),
    )
    publish.differences(preview, labels, is_first=in_force is None)
    seen = {"head": head, "edition": in_force["edition"] if in_force else 0, "hash": preview.hash}
    ours = {"record": str(RECORD), "definitions": str(DEFINITIONS)}
    publish.prepare(preview, head, lambda by, asked: start.start(store, "publish", by, {**asked, **ours}, seen))
published = [number for number in editions(store) if in_force and number <= in_force["edition"]]
publish.past([manifest(store, number) for number in published])
