"""From the nomenclature down to each profile of a company, a step for each that extends another."""

from dataclasses import dataclass, field
from functools import reduce
from graphlib import CycleError, TopologicalSorter

from cigref_kg.base.errors import InputError
from cigref_kg.base.messages import message
from cigref_kg.base.model import EditionContent
from cigref_kg.company.inheritance.changes import changed
from cigref_kg.company.inheritance.profiles import NOTHING, EffectiveProfile, of_the_nomenclature
from cigref_kg.company.inheritance.several import joined
from cigref_kg.company.records import Company


def lineage(company: Company, code: str) -> tuple[str, ...]:
    """Return an own profile with the own ones that it extends, each before what it extends.

    Raises:
        InputError: if one of them extends itself, directly or through others; names the way.
    """
    above = {code: _own_extended(company, code)}
    waiting = [code]
    for step in waiting:
        for extended in above[step]:
            if extended not in above:
                above[extended] = _own_extended(company, extended)
                waiting.append(extended)
    try:
        return tuple(reversed(list(TopologicalSorter(above).static_order())))
    except CycleError as error:
        way = list(reversed(error.args[1][1:]))
        start = way.index(code) if code in way else 0
        shown = " → ".join([*way[start:], *way[:start], way[start]])
        raise InputError(message("company.extends-itself", way=shown)) from error


def _own_extended(company: Company, code: str) -> list[str]:
    return [each for each in company.profiles[code].extends if each in company.profiles]


@dataclass(frozen=True)
class Inheritance:
    """What holds for the profiles of a company, each worked out once.

    Args:
        company: a framework.
        content: the edition that it builds on.
    """

    company: Company
    content: EditionContent
    _known: dict[str, EffectiveProfile] = field(default_factory=dict)

    def of(self, code: str) -> EffectiveProfile:
        """Return what holds for a profile, the company's own or not.

        Raises:
            KeyError: if there is no such profile, or none that it extends.
            InputError: if it extends itself.
        """
        if code not in self._known:
            if code not in self.company.profiles:
                return of_the_nomenclature(self.content.profile[code])
            # From the top down, so that a long line does not go deep.
            for step in reversed(lineage(self.company, code)):
                if step not in self._known:
                    record = self.company.profiles[step]
                    inherited = self.inherited(step)
                    self._known[step] = changed(inherited, step, record, self.company.edition)
        return self._known[code]

    def inherited(self, code: str) -> EffectiveProfile:
        """Return what an own profile has before its own changes.

        Raises:
            KeyError: if there is no such profile, or none that it extends.
            InputError: if what it extends extends itself.
        """
        extended = (self.of(each) for each in self.company.profiles[code].extends)
        return reduce(joined, extended, NOTHING)
