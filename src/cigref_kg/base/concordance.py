"""How two editions stand to each other, text by text: no I/O, no RDF.

A *path* says where a text of a profile stands: as in the IRIs of its statements
(``"activity/2/3"``, ``"deliverable/1"``, ``"requirement/E.8"``), or the name of the part
(``"mission"``, ``"activity/2/introduction"``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from cigref_kg.base.text import Text


class Relation(StrEnum):
    """What became of a text from one edition to the next."""

    SAME = "same"
    REWORDED = "reworded"
    """Put otherwise without a change of meaning."""
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


SUBSTANTIVE = (Relation.CHANGED, Relation.NEW, Relation.GONE)
"""The relations that change what is asked of the person."""


@dataclass(frozen=True, slots=True)
class Link:
    """A text of the one edition and its counterpart in the other, by path."""

    relation: Relation
    before: str | None
    after: str | None

    @property
    def is_requirement(self) -> bool:
        """Whether it is a level, and no text."""
        return self.path.startswith("requirement/")

    @property
    def path(self) -> str:
        """Where the text stands, or stood if it is gone."""
        return self.after or self.before or ""


@dataclass(frozen=True, slots=True)
class ProfileConcordance:
    """A profile in both editions; ``before`` is ``None`` if it is new, ``after`` if it is gone."""

    before: str | None
    after: str | None
    links: tuple[Link, ...]
    since: Text
    """What changed in substance, in one sentence."""

    @property
    def code(self) -> str:
        """Its code, or the one it had if it is gone."""
        return self.after or self.before or ""

    @property
    def relation(self) -> Relation:
        """What became of the profile as a whole."""
        if self.before is None:
            return Relation.NEW
        if self.after is None:
            return Relation.GONE
        found = {link.relation for link in self.links}
        if found.intersection(SUBSTANTIVE):
            return Relation.CHANGED
        return Relation.REWORDED if Relation.REWORDED in found else Relation.SAME

    def having(self, *relations: Relation) -> tuple[Link, ...]:
        """Return the links with one of these relations."""
        return tuple(link for link in self.links if link.relation in relations)


@dataclass(frozen=True)
class Concordance:
    """Two editions, the later of which says of each of its texts what it was before."""

    before: int
    after: int
    profiles: tuple[ProfileConcordance, ...]

    @cached_property
    def profile(self) -> Mapping[str, ProfileConcordance]:
        """The profiles by code in the later edition; those that are gone are not among them."""
        return {profile.after: profile for profile in self.profiles if profile.after}
