"""Pictures as SVG text: levels of a profile, profiles side by side, careers, the timeline.

Each one has a title and a description that say in words what it shows, and needs no style sheet:
text has the colour of the text around it, and every other colour can be told from a light and from
a dark ground. A style sheet may do better through the classes: ``picture`` on the whole, ``bar``,
``track``, ``grid``, ``edge``, ``node`` and ``quiet`` on parts, within ``area-A`` to ``area-E`` or
``series-1`` to ``series-4``. There is no inline style, which a strict content security policy
would refuse.
"""

from cigref_kg.publish.pictures.careers import careers_picture
from cigref_kg.publish.pictures.comparison import comparison_picture
from cigref_kg.publish.pictures.levels import levels_picture
from cigref_kg.publish.pictures.timeline import timeline_picture

__all__ = [
    "careers_picture",
    "comparison_picture",
    "levels_picture",
    "timeline_picture",
]
