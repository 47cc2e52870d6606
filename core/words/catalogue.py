"""The one catalogue of sentences, by gettext: every text that a reader or a country sees passes through it, so that
languages are data.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path

CATALOGUE = gettext.translation(
    "monitor", Path(__file__).parents[2] / "data" / "words", [os.environ.get("MONITOR_LANGUAGE", "en")], fallback=True
)
_ = CATALOGUE.gettext
many = CATALOGUE.ngettext
LANGUAGE = CATALOGUE.info().get("language") or "en"
"""The language of the sentences: that which the catalogue names; English where there is none. The formats follow it."""

ILLUSTRATIVE = _("Illustrative: invented figures")
