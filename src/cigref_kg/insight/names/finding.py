"""Which job a title means, how surely, or that the nomenclature has no such job.

The names of profiles, the market's names for them, and the names of jobs that no profile covers
are ranked together: a title is known for what it is even where that is none of ours.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from cigref_kg.base.messages import message
from cigref_kg.base.model import LANGUAGES, JobProfile, Language, Text
from cigref_kg.insight.names.ranking import OWN_FIELD, Label, Ranker, Scored
from cigref_kg.insight.names.spelling import normal_code, query_words
from cigref_kg.insight.names.words import lexicon, segments
from cigref_kg.records.job_names import AmbiguousNames, UncoveredJob
from cigref_kg.records.shipped import shipped_job_names

_MAX_TITLE = 200  # characters: far more than a title has
_OTHER_NAME = 0.999  # the factor of another name: just below a title with the same words
_SYNONYM = 0.998  # the factor of a synonym: just below the source's own names
_SPECIALISATION = 0.996
"""Of two names with the same words the nearer to the nomenclature is told."""
_CHOICE = 79.0
"""The score of the first candidate of an ambiguous name: just below what is chosen unasked."""
_CHOICE_STEP = 2.0  # points of score between two candidates of an ambiguous name
_BESIDE_CHOICE = 70.0  # points: what stands beside an ambiguous name's own candidates
_SAME_ROLE = 0.65
"""How nearly two kinds of job must say the same for a title to be taken unasked."""
_BESIDE = 0.79
"""What a name counts that a title has beside the field of another trade: it is never certain."""
_WITH_UNKNOWN = 0.79
"""What a name counts in a title that has words which nobody knows: it is never certain."""
_RIVALS = 6  # how many candidates a title may name beside the best
_AT_MOST_UNKNOWN = 2
"""How many words a title has for each one that is known: a sentence has more."""
_LONG = 8  # letters of a word that is known although it is misspelt
_NEARLY = 0.8  # how surely a word is meant that is not written as it is known
_OWN_FIELD = frozenset({OWN_FIELD, "itresponsible"})
_SAME_WORDS = 0.5  # points of score that a name counts if a title has its very words
_FEWEST = 2  # words of a name of which each is general
_CUT = 3  # letters of what is left of the last word of a title that is cut off
_FRAGMENT = 2  # letters of what may be a cut word or a grade, if nobody knows it
_MOSTLY = 0.85  # the share of a title's words that a name must have
_WHOLE = 0.99  # the share of a name that a title has if it has all
_SAME = 99.0  # points: from here on a title and a name have the same words


class Status(StrEnum):
    """What is to be done with a title."""

    AUTOMATIC = "automatic"
    """The first candidate may be taken without asking."""
    CHECK = "check"
    """A person has to look."""
    NONE = "none"
    """The nomenclature has no such job."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A profile that a title may mean."""

    profile: JobProfile
    score: float
    """From 0 to 100."""
    name: str
    """The name by which it was found."""
    language: Language | None
    """The language of that name; ``None`` for a code."""
    asked: float
    named: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What a title means."""

    status: Status
    candidates: tuple[Candidate, ...]
    """The surest first; where there is none such job, the nearest, if any."""
    choice: AmbiguousNames | None = None
    """The ambiguous name that the title is."""
    uncovered: UncoveredJob | None = None
    """The digital job that the title is and no profile covers."""
    other_trade: str | None = None
    """The name of a job of another field that the title is."""
    elsewhere: float = 0.0
    """The share, 0 to 1, that the title has of the name of a job that no profile covers."""

    @property
    def is_known_elsewhere(self) -> bool:
        """Whether the title is the name of a job that the nomenclature does not have."""
        return self.uncovered is not None or self.other_trade is not None


class Finder:
    """Finds what titles mean among the profiles of an edition and a company's own.

    >>> import cigref_kg
    >>> found = Finder(cigref_kg.load().nomenclature.content.profiles).find("Tech lead Java (H/F)")
    >>> found.status.value, found.candidates[0].profile.code
    ('automatic', '3.2')
    """

    def __init__(self, profiles: Sequence[JobProfile]) -> None:
        self.names = shipped_job_names()
        self.lexicon = lexicon()
        self.weights = self.names.weights
        self.profiles = tuple(profiles)
        self._by_code = {profile.code: profile for profile in profiles}
        self._uncovered = self.names.uncovered.digital
        self._ranker = Ranker(self._labels(), self.lexicon, self.weights)
        titles: set[frozenset[str]] = set()
        own: set[str] = set()
        self._said: defaultdict[str, set[str]] = defaultdict(set)
        elsewhere: set[str] = set()
        self._called: set[frozenset[str]] = set()
        for label in self._labels():
            told = frozenset(self.lexicon.title_words(label.text))
            self._called.add(told)
            if label.owner == len(self.profiles) + len(self._uncovered):
                elsewhere.update(filter(self.lexicon.is_role, told))
            elif label.owner < len(self.profiles):
                own |= told
                self._said[self.profiles[label.owner].code] |= told
                if label.worth == 1.0:
                    titles.add(told)
        self._own = frozenset(own)
        self._digital = frozenset(
            word
            for word in own - elsewhere
            if not self.lexicon.is_general(word) and not self.lexicon.is_sector(word)
        )
        # What the nomenclature itself calls a job is that job, whatever else it may mean.
        self._choices = {
            told: choice
            for choice in self.names.ambiguous
            for name in choice.names
            if any(code in self._by_code for code in choice.candidates)
            and (told := frozenset(self.lexicon.title_words(name))) not in titles
        }
        self._words = lru_cache(maxsize=4096)(self._known_or_telling)
        self.find = lru_cache(maxsize=4096)(self._find)

    def told_by(self, words: Mapping[str, float]) -> Mapping[str, float]:
        """Return the codes of the jobs whose names have one of some words, and how surely (0 to 1).

        Args:
            words: each with how surely it is meant.
        """
        told: dict[str, float] = {}
        for word, sure in words.items():
            for scored in self._ranker.rank(tuple(word.split())):
                if scored.owner < len(self.profiles):
                    code = self.profiles[scored.owner].code
                    told[code] = max(told.get(code, 0.0), sure * scored.score / 100)
        return told

    def telling_names(self) -> Iterator[tuple[str, str]]:
        """Yield the names that tell a job by themselves within a sentence, each with its code."""
        for label in self._labels():
            if label.owner < len(self.profiles):
                words = self.lexicon.title_words(label.text)
                told = [word for word in words if not self.lexicon.is_general(word)]
                code = self.profiles[label.owner].code
                if told and len(label.text.split()) > 1 and frozenset(words) not in self._choices:
                    yield code, label.text

    def _labels(self) -> Iterator[Label]:
        for place, profile in enumerate(self.profiles):
            yield from _labels_of(place, profile)
            for language in LANGUAGES:
                market = self.names.of(profile.code, language)
                for text in market.synonyms:
                    yield Label(place, text, language, _SYNONYM)
                for text in market.specialisations:
                    yield Label(place, text, language, _SPECIALISATION)
        worth, start = self.weights.other_trade, len(self.profiles)
        for place, job in enumerate(self._uncovered, start):
            for language, texts in job.names.items():
                for text in texts:
                    yield Label(place, text, language, worth, is_alone=True)
        other = start + len(self._uncovered)
        for language, texts in self.names.uncovered.other_trades.items():
            for text in texts:
                yield Label(other, text, language, worth, is_alone=True)

    def _find(self, title: str) -> Finding:
        """Return what ``title`` means; only its first 200 characters count."""
        title = title[:_MAX_TITLE].strip()
        named = self._by_code.get(title) or self._by_code.get(normal_code(title) or "")
        if named is not None:
            certain = Candidate(named, 100.0, named.code, None, 1.0, 1.0)
            return Finding(Status.AUTOMATIC, (certain,))
        ranked = self._ranked(title)
        ours = [each for each in ranked if each.owner < len(self.profiles)]
        others = [each for each in ranked if each.owner >= len(self.profiles)]
        others = [self._within(title, each) for each in others[:1]]
        candidates = [self._candidate(each) for each in ours]
        best = candidates[0].score if candidates else 0.0
        other = others[0].score if others else 0.0
        choice = self._choice(title, ranked[0] if ranked else None)
        if choice is not None and not (best >= _SAME and self._is_own(candidates[0])):
            return Finding(Status.CHECK, tuple(self._chosen(choice, candidates)), choice)
        if other >= max(best - self._written_out(title, others, ours), self.weights.none):
            beside = () if self._is_whole(others[0]) else self._beside_field(title, others[0])
            if not beside:
                return self._none(others[0], candidates)
            return Finding(Status.CHECK, beside)
        is_vague = bool(candidates) and not self.says_digital(title)
        is_vague = is_vague and candidates[0].asked < _MOSTLY
        if is_vague or (candidates and self._is_of_goods(title)):
            damped = self.weights.nothing_digital
            candidates = [replace(each, score=round(each.score * damped, 1)) for each in candidates]
            best = candidates[0].score
        if best < self.weights.none:
            says_it = not _OWN_FIELD.isdisjoint(self.lexicon.title_words(title))
            status = Status.CHECK if candidates and says_it else Status.NONE
            return Finding(status, tuple(candidates))
        second = max([other, *(each.score for each in candidates[1:2])])
        says_ours = best >= _SAME or self._knows_digital(title)
        leads = best - second >= self.weights.lead or second < _SAME <= best
        leads = leads or self._alone_by_name(ours, others)
        sure = best >= self.weights.automatic and leads and says_ours
        sure = sure and self._same_roles(title, candidates[0])
        sure = sure and not self._says_another(title, candidates)
        sure = sure and frozenset(self._telling(segments(title)[0])) not in self._choices
        return Finding(Status.AUTOMATIC if sure else Status.CHECK, tuple(candidates))

    def _known_or_telling(self, title: str) -> tuple[str, ...]:
        """Return the words of a title without unknown fragments: cut words, grades, hours."""
        words = self.lexicon.title_words(title)
        whole = tuple(
            word
            for word in words
            if self._is_known(word) or not (len(word) <= _FRAGMENT or any(map(str.isdecimal, word)))
        )
        return whole if self._is_digital(whole) or self._is_name(whole) else words

    def _is_known(self, word: str) -> bool:
        """Tell whether a name has a word, or the word says nearly what one says."""
        is_context = self.lexicon.is_technology(word) or self.lexicon.is_sector(word)
        if is_context or self._ranker.knows(word) or self.lexicon.related(word):
            return True
        closest = self._ranker.closest(word) if len(word) >= _LONG else {}
        return max(closest.values(), default=0.0) > _NEARLY

    def _is_digital(self, words: Iterable[str]) -> bool:
        """Tell whether some words have one that names of other trades do not have."""
        return not self._digital.isdisjoint(words)

    def _written_out(self, title: str, others: Sequence[Scored], ours: Sequence[Scored]) -> float:
        """Return what a title's own words count for a name of another job, in points of score.

        « Ingénieur d’affaires IT » and "IT account manager" say the same in two languages, and
        only one of them is a job of the nomenclature.
        """
        written = set(query_words(title))
        theirs, own = (
            bool(found) and written.issuperset(query_words(found[0].label.text))
            for found in (others, ours)
        )
        return _SAME_WORDS if theirs and not own else 0.0

    def _ranked(self, title: str) -> list[Scored]:
        """Return the candidates for a title, for its whole and for its parts, the best first."""
        best: dict[int, Scored] = {}
        whole = self._words(title)
        parts = [(whole, 1.0)]
        known = tuple(filter(self._is_known, whole))
        mostly = len(known) < len(whole) <= _AT_MOST_UNKNOWN * len(known)
        tells = self._is_digital(known) or (
            self._is_name(known) and frozenset(known) not in self._choices
        )
        if mostly and tells and any(map(self.lexicon.is_role, known)):
            parts.append((known, _WITH_UNKNOWN))
        leading = self._leading(whole)
        if leading:
            parts.append((leading, _WITH_UNKNOWN))
        *rest, last = whole or ("",)
        is_cut = len(last) <= _CUT and not self.lexicon.is_role(last)
        if is_cut and self._is_digital(rest) and self._is_name(tuple(rest)):
            parts.append((tuple(rest), self.weights.first_segment))
        telling: list[tuple[str, ...]] = []
        for part in segments(title):
            words = self._telling(part)
            # The department after a post is where it is held: « chef de projet – DSI ».
            if words and not (telling and self.lexicon.is_department(words)):
                telling.append(words)
        first, other = self.weights.first_segment, self.weights.other_segment
        if len(telling) > 1 or (telling and telling[0] != whole):
            parts += [
                (words, other if place or len(words) < _FEWEST <= len(known) else first)
                for place, words in enumerate(telling)
            ]
        for words, worth in parts:
            for scored in self._ranker.rank(words):
                score = round(scored.score * worth, 1)
                found = best.get(scored.owner)
                if found is None or score > found.score:
                    best[scored.owner] = replace(scored, score=score)
        return sorted(best.values(), key=lambda each: (-each.score, each.owner))

    def _leading(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return the digital name that a title begins with, if nobody knows all that follows."""
        for count in range(len(words) - 1, 0, -1):
            name, rest = words[:count], words[count:]
            if self._is_name(name) and self._is_digital(name):
                says_more = any(map(self.lexicon.is_role, rest)) or all(map(self._is_known, rest))
                return () if says_more else name
        return ()

    def _telling(self, part: str) -> tuple[str, ...]:
        words = self._words(part)
        says_role = any(map(self.lexicon.is_role, words))
        tells = says_role and not all(
            self.lexicon.is_general(word) or self.lexicon.is_sector(word) for word in words
        )
        return words if tells or self._is_name(words) else ()

    def _is_name(self, words: tuple[str, ...]) -> bool:
        """Tell whether some words, or one that other trades do not use, are a name of a job."""
        is_general = len(words) < _FEWEST and all(map(self.lexicon.is_general, words))
        return not is_general and frozenset(words) in self._called

    def _choice(self, title: str, best: Scored | None) -> AmbiguousNames | None:
        """Return the ambiguous name that a title is, with or without what says nothing of the job.

        The employer's field says nothing, unless the best name has it: « responsable SI finance ».
        """
        words = frozenset(map(self._ranker.corrected, self._words(title)))
        fields = frozenset(filter(self.lexicon.is_sector, words))
        bare = frozenset(filter(self._is_known, words)) - fields
        found = self._choices.get(words)
        is_told = best is not None and (
            best.score >= _SAME
            or (
                best.owner < len(self.profiles)
                and not fields.isdisjoint(self.lexicon.title_words(best.label.text))
            )
        )
        if found or is_told or all(map(self.lexicon.is_general, bare)):
            return found
        if bare == words - fields or self._is_digital(bare):
            # What only names of other trades have is a field: « responsable SI biologie ».
            of_field = self._choices.get(bare & self._own)
            found = of_field if of_field and of_field.in_field else self._choices.get(bare)
            return _beside_a_field(found)
        first = frozenset(self._telling(segments(title)[0]))
        return None if self._is_digital(words - first) else self._choices.get(first)

    def says_digital(self, title: str) -> bool:
        """Tell whether a title has a word that other trades do not use as much."""
        return any(
            not self.lexicon.is_general(word) and not self.lexicon.is_sector(word)
            for word in self.lexicon.title_words(title)
        )

    def _alone_by_name(self, ours: Sequence[Scored], others: Sequence[Scored]) -> bool:
        """Tell whether the best alone has the very words of a title, or of its first part."""
        by_name = [
            each.asked >= _WHOLE and each.named >= _WHOLE for each in (*ours[:2], *others[:1])
        ]
        least = _SAME * self.weights.first_segment
        return ours[0].score >= least and by_name[0] and not any(by_name[1:])

    def _says_another(self, title: str, candidates: Sequence[Candidate]) -> bool:
        """Tell whether a title names another job of the same kind by a word that the best lacks.

        « Data analyst helpdesk » is called by two jobs: none of its names has both words.
        """
        said = self._said[candidates[0].profile.code]
        named = self.lexicon.title_words(candidates[0].name)
        near = {other for word in named for other in self.lexicon.related(word)}
        telling = {word for word in self._words(title) if not self.lexicon.is_technology(word)}
        lacking = (telling & self._digital) - _OWN_FIELD - said - near
        return any(
            not lacking.isdisjoint(self.lexicon.title_words(each.name))
            and self._same_roles(title, each)
            for each in candidates[1:_RIVALS]
            if each.score >= self.weights.none
        )

    def _is_of_goods(self, title: str) -> bool:
        """Tell whether a title has the field of an employer that makes or trades goods.

        What is known beside it is said in other trades as much.
        """
        says_it = any(map(self.lexicon.is_of_goods, self.lexicon.title_words(title)))
        return says_it and not self._knows_digital(title)

    def _knows_digital(self, title: str) -> bool:
        """Tell whether a title has a known word that other trades do not use as much."""
        return self.says_digital(" ".join(filter(self._is_known, self.lexicon.title_words(title))))

    def _within(self, title: str, other: Scored) -> Scored:
        """Return a name of none of ours, which counts less if only the parts together have it.

        « Chef de projet informatique – PME industrielle » is no project of industrial computing.
        """
        words = set(self.lexicon.title_words(other.label.text))
        parts = [self.lexicon.title_words(part) for part in segments(title)]
        is_across = len(parts) > 1 and not any(words <= {*part} for part in parts)
        worth = self.weights.other_segment if is_across else 1.0
        return replace(other, score=round(other.score * worth, 1))

    def _beside_field(self, title: str, other: Scored) -> tuple[Candidate, ...]:
        """Return what a title means beside the field that it shares with another trade's job.

        « Auditeur informatique interne » has the words of an internal auditor, who is none of ours,
        and one that he has not; what it has beside the field tells which of our jobs it is.
        """
        theirs = set(self.lexicon.title_words(other.label.text))
        words = self.lexicon.title_words(title)
        field = {word for word in words if word in theirs and not self.lexicon.is_role(word)}
        rest = tuple(word for word in words if word not in field)
        roles = set(filter(self.lexicon.is_role, rest))
        if not (field and roles and self._is_digital(rest)):
            return ()
        found = [each for each in self._ranker.rank(rest) if each.owner < len(self.profiles)]
        found.sort(key=lambda each: (-each.score, each.owner))
        near = [replace(each, score=round(each.score * _BESIDE, 1)) for each in found]
        is_near = bool(found) and found[0].score >= self.weights.none
        return tuple(map(self._candidate, near)) if is_near else ()

    def _is_whole(self, other: Scored) -> bool:
        """Tell whether a title is another's name, or has all of that of a digital job.

        A technology beside it (« customer success manager SaaS ») makes none of ours of such a job.
        """
        is_digital = other.owner < len(self.profiles) + len(self._uncovered)
        return other.score >= _SAME or (is_digital and other.named >= _WHOLE)

    def _same_roles(self, title: str, candidate: Candidate) -> bool:
        """Tell whether a title and the name that it was found by speak of the same kind of job."""
        asked, named = self._roles(title), self._roles(candidate.name)
        return self._met(asked, named) and self._met(named, asked)

    def _roles(self, text: str) -> set[str]:
        return {word for word in self.lexicon.title_words(text) if self.lexicon.is_role(word)}

    def _met(self, roles: set[str], others: set[str]) -> bool:
        """Tell whether each of some kinds of job is among others, or nearly the same as one."""
        return all(
            role in others
            or any(self.lexicon.related(role).get(other, 0.0) >= _SAME_ROLE for other in others)
            for role in roles
        )

    def _chosen(
        self, choice: AmbiguousNames, candidates: Iterable[Candidate]
    ) -> Iterator[Candidate]:
        """Yield the candidates of an ambiguous name in its order, then those of its words."""
        known = {each.profile.code: each for each in candidates}
        codes = [code for code in choice.candidates if code in self._by_code]
        for place, code in enumerate(codes):
            profile, score = self._by_code[code], _CHOICE - _CHOICE_STEP * place
            found = known.get(code) or Candidate(profile, score, choice.names[0], "fr", 1.0, 1.0)
            yield replace(found, score=score)
        for each in known.values():
            if each.profile.code not in codes:
                yield replace(each, score=min(each.score, _BESIDE_CHOICE))

    def _none(self, found: Scored, candidates: Sequence[Candidate]) -> Finding:
        place = found.owner - len(self.profiles)
        if place >= len(self._uncovered):
            return Finding(Status.NONE, (), other_trade=found.label.text, elsewhere=found.named)
        job = self._uncovered[place]
        known: Mapping[str, Candidate] = {each.profile.code: each for each in candidates}
        nearest = tuple(
            known.get(code) or Candidate(self._by_code[code], 0.0, found.label.text, None, 0.0, 0.0)
            for code in job.nearest
            if code in self._by_code
        )
        return Finding(Status.NONE, nearest, uncovered=job, elsewhere=found.named)

    def _is_own(self, candidate: Candidate) -> bool:
        """Tell whether a candidate is a company's own job, which the market has no names for."""
        return candidate.profile.code not in self.names.profiles

    def _candidate(self, scored: Scored) -> Candidate:
        return Candidate(
            self.profiles[scored.owner],
            scored.score,
            scored.label.text,
            scored.label.language,
            scored.asked,
            scored.named,
        )


def _beside_a_field(choice: AmbiguousNames | None) -> AmbiguousNames | None:
    """Return an ambiguous name with what it means where a title says of which field."""
    return replace(choice, candidates=choice.in_field) if choice and choice.in_field else choice


def _labels_of(place: int, profile: JobProfile) -> Iterator[Label]:
    """Yield the names that a profile itself has, its title with and without what stands in ()."""
    names = profile.names
    for language, title in names.title.items():
        for variant in dict.fromkeys((title, title.partition(" (")[0])):
            yield Label(place, variant, language)
    for labels in (names.alternative, names.hidden):
        for language in LANGUAGES:
            for text in labels.get(language, ()):
                yield Label(place, text, language, _OTHER_NAME)


def why_none(finding: Finding) -> Text:
    """Return why the nomenclature has no such job, in words."""
    if finding.uncovered is not None:
        return finding.uncovered.why
    if finding.other_trade is not None:
        return message("insight.other-trade", name=finding.other_trade)
    return message("insight.nothing-alike")
