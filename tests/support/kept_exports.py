"""A store whose edition keeps some of its exports, as publishing keeps them, without making all of them."""

import shutil

from etl.publishing.export_worker import opened
from etl.publishing.exports import Drawn, complete
from views import exports


def keep(source, store, *names):
    """Copy the store `source` to `store` and make the exports `names` of its first edition, as its second part;
    returns that part's folder.
    """

    def some(folder, into, _known):
        yield Drawn("", "", len(names))
        for name in names:
            yield Drawn(name, exports.write(opened(folder), into, name), len(names))

    shutil.copytree(source, store)
    complete(store, 1, draw=some)
    return store / "editions" / "0001-exports"
