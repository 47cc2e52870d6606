"""What a picture is made of, before edition and filters join it."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from views.charts import Spec


class Drawn(NamedTuple):
    """A title, the takeaway in one sentence, the Vega-Lite spec, and the rows that it shows."""

    title: str
    takeaway: str
    spec: Spec
    rows: pd.DataFrame
