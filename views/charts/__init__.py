"""Charts as Vega-Lite dicts. Each kind is written and validated once with Altair; a page only puts its rows in."""

from views.charts.paint import INK, NUMBERS, STATES, Spec
from views.charts.rows import bars, timeline
from views.charts.series import joint_goal, trend
from views.charts.states import dots, matrix

__all__ = ["INK", "NUMBERS", "STATES", "Spec", "bars", "dots", "joint_goal", "matrix", "timeline", "trend"]
