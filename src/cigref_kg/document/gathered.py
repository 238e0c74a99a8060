"""All parts of a document as they were read: to be compared, and turned into facts and words."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cigref_kg.document.copies import Agreed, Copy, agree
from cigref_kg.document.lines.coverage import Coverage, Role
from cigref_kg.document.lines.outline import Outline
from cigref_kg.document.lines.text import Joiner
from cigref_kg.document.parts.changes import ChangeTable
from cigref_kg.document.parts.competences import Block, area_labels
from cigref_kg.document.parts.family_openings import FamilyOpening
from cigref_kg.document.parts.introduction import Introduction
from cigref_kg.document.parts.profiles import ReadProfile


@dataclass(frozen=True)
class Gathered:
    """All parts, and what follows from them together."""

    outline: Outline
    introduction: Introduction
    changes: ChangeTable
    openings: tuple[FamilyOpening, ...]
    profiles: tuple[ReadProfile, ...]
    copies: tuple[Copy, ...]
    joiner: Joiner

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The competences of all profiles."""
        return tuple(copy.block for copy in self.copies)

    @cached_property
    def areas(self) -> Mapping[str, str]:
        """The name of each area in capitals."""
        return area_labels(self.blocks)

    @cached_property
    def pages(self) -> Mapping[str, int]:
        """The first page of each profile, as the contents give it."""
        return {entry.code: entry.page for each in self.openings for entry in each.entries}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The title of each profile on its own page."""
        return {profile.code: profile.title.text for profile in self.profiles}

    @cached_property
    def descriptions(self) -> Mapping[str, Agreed]:
        """What the copies of each competence's description agree on."""
        found = defaultdict(list)
        for copy in self.copies:
            if copy.description.text:
                found[copy.block.code].append(copy.description)
        return {code: agree(passages) for code, passages in found.items()}

    @cached_property
    def descriptors(self) -> Mapping[tuple[str, int], Agreed]:
        """The same for the text of each of its levels."""
        found = defaultdict(list)
        for copy in self.copies:
            if copy.descriptor.text:
                found[copy.block.code, copy.block.level].append(copy.descriptor)
        return {pair: agree(passages) for pair, passages in found.items()}

    def cover(self, coverage: Coverage) -> None:
        """Enter the lines of all parts into the coverage."""
        for opening in self.openings:
            subject = f"family {opening.code}"
            coverage.cover(Role.FAMILY_TITLE, subject, opening.title)
            if opening.description:
                coverage.cover(Role.FAMILY_DESCRIPTION, subject, opening.description)
            coverage.discard(Role.LEAD_IN, subject, opening.lead_in)
            for entry in opening.entries:
                coverage.cover(Role.CONTENTS, entry.code, entry.title)
        for profile in self.profiles:
            profile.cover(coverage)
        for copy in self.copies:
            block, subject = copy.block, copy.subject
            coverage.cover(Role.COMPETENCE_TITLE, subject, block.title)
            coverage.discard(Role.SIDE_LABEL, subject, block.label_lines)
            if copy.description.text:
                coverage.cover(Role.DESCRIPTION, subject, copy.description)
            if copy.descriptor.text:
                coverage.cover(Role.DESCRIPTOR, subject, copy.descriptor)
        if self.copies and self.copies[-1].block.profile == self.profiles[-1].code:
            coverage.discard(Role.END_MATTER, "end", self.copies[-1].rest)
