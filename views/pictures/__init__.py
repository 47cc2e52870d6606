"""Pictures of an edition, each by its name and filters: drawn once, then handed out to pages, downloads and briefs.

A picture is a value: what it shows in words, its sources, its edition and its filters travel with it.
"""

from views.pictures.catalogue import PICTURES, Picture, picture
from views.pictures.labels import since, told_apart, with_remarks

__all__ = ["PICTURES", "Picture", "picture", "since", "told_apart", "with_remarks"]
