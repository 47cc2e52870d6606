"""How far is one policy target, and what is missing?"""

from core.words import _
from pages.parts import cards, filters, targets
from views import queries, sentences

edition, as_of = filters.here()
target = filters.target(edition)
row = queries.targets(edition, as_of, target).iloc[0]

states = queries.milestones(edition, as_of, target)
lead = sentences.target(row, queries.joint_goal(edition, as_of), states)
cards.opening(_("Target {0}: {1}").format(target, row.short_name), lead)
targets.standing(edition, as_of, row)
targets.goals(edition, target)
targets.examples(edition, target)
targets.milestones(edition, as_of, target)
targets.indicators(edition, as_of, target)
targets.actions(edition, as_of, target)
targets.gaps(edition, as_of, target)
cards.leaving(edition, "targets", as_of=as_of, target=target)
