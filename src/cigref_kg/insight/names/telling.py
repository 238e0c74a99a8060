"""What was found for a title, in words: candidates with a code, a label and a reason each."""

from collections.abc import Iterable
from dataclasses import dataclass

from cigref_kg.base.messages import message
from cigref_kg.base.model import Language, Text
from cigref_kg.insight.names.finding import Candidate, Finder, Finding, Status, why_none

MOST_CANDIDATES = 3  # as many as a person looks at in a cell
_WHOLE = 0.99  # the share of a title's words from which on a name accounts for all


@dataclass(frozen=True, slots=True)
class ToldCandidate:
    """A candidate as people and machines read it."""

    code: str
    label: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class ToldTitle:
    """A title, what is to be done with it, and at most three candidates."""

    title: str
    status: Status
    candidates: tuple[ToldCandidate, ...]
    reason: str
    """Why it has this status."""

    @property
    def proposed(self) -> str:
        """The code that is proposed for it; empty where it is no such job."""
        return self.candidates[0].code if self.candidates and self.status != Status.NONE else ""


def tell_titles(titles: Iterable[str], finder: Finder, language: Language) -> list[ToldTitle]:
    """Return what each title means, in the order of the titles.

    Args:
        titles: as people write them.
        finder: ranks names.
        language: of the words.
    """
    return [_told(title, finder.find(title), language) for title in titles]


def _told(title: str, finding: Finding, language: Language) -> ToldTitle:
    candidates = tuple(
        ToldCandidate(
            each.profile.code,
            each.profile.names.title.localized(language),
            each.score,
            (_reason(each, finding)).localized(language),
        )
        for each in finding.candidates[:MOST_CANDIDATES]
    )
    return ToldTitle(title, finding.status, candidates, _status_reason(finding).localized(language))


def _status_reason(finding: Finding) -> Text:
    if finding.status is Status.NONE:
        return why_none(finding)
    if finding.choice is not None:
        return message("insight.names-several", why=finding.choice.why)
    if finding.status is Status.AUTOMATIC:
        return _found_by(finding.candidates[0])
    first, second = (*finding.candidates[:2], None)[:2]
    if first is not None and second is not None and first.asked >= _WHOLE:
        return message("insight.names-close", code=first.profile.code, other=second.profile.code)
    return message("insight.name-partial")


def _reason(candidate: Candidate, finding: Finding) -> Text:
    return why_none(finding) if finding.uncovered is not None else _found_by(candidate)


def _found_by(candidate: Candidate) -> Text:
    if candidate.language is None:
        return message("insight.found-by-code")
    name = candidate.name
    if candidate.asked < _WHOLE:
        percent = round(100 * candidate.asked)
        return message("insight.found-close", name=name, percent=percent)
    return message("insight.found-by-name", name=name)
