"""A store whose edition keeps some of its exports, as publishing keeps them, without making all of them."""

import json
import shutil

from core.editions.hashes import sha256
from views import edition, exports


def keep(source, store, *names):
    """Copy the store `source` to `store` and make the exports `names` of its first edition; returns that edition's
    folder.
    """
    shutil.copytree(source, store)
    folder = store / "editions" / "0001"
    folder.chmod(0o755)
    (folder / "manifest.json").chmod(0o644)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    one = edition.Edition(1, manifest["hash"], folder)
    manifest["files"] |= {name: exports.write(one, folder, name) for name in names}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    named = json.loads((store / "current.json").read_text(encoding="utf-8"))
    named["manifest"] = sha256(folder / "manifest.json")
    (store / "current.json").write_text(json.dumps(named), encoding="utf-8")
    return folder
