"""An edition that loses what a test wants it to lose: everything that drops out is named."""

from etl.build import build
from etl.store.brake import NAMED, Agreement, Refused


def agree(store, record, **more):
    """Build; what drops out is named by a tester. What never may drop out is refused here as well."""
    try:
        return build(store, record, **more)
    except Refused as refused:
        what = [word for loss in refused.losses if loss.verdict == NAMED for word in loss.words]
        return build(store, record, agreed=Agreement(tuple(what), "Tester", "A test."), **more)
