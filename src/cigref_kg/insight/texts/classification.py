"""Which jobs a text is about, and the competences that it shows, each with the words that say so.

Four things speak for a job: what words tell, as learned from invented texts (:mod:`learned`), the
names of jobs that the text gives (:mod:`headlines`), phrases that are evidence of it
(`data/names/evidence.yaml`; one of many jobs counts less, by inverse document frequency), and
likeness to its statements. They are added as log-odds, and a score is the share of one job among
all. Whether there is a digital job at all is weighed from what the words tell of other trades, how
much of the text is digital, and whether its headline names one of ours.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cigref_kg.base.collation import fold
from cigref_kg.base.messages import message
from cigref_kg.base.model import JobProfile, Language, Nomenclature, Text
from cigref_kg.insight.names.finding import Finder, Status
from cigref_kg.insight.texts.boilerplate import without_boilerplate
from cigref_kg.insight.texts.headlines import Headline, headlines
from cigref_kg.insight.texts.learned import NONE, LearnedWords, learned_words
from cigref_kg.insight.texts.likeness import TextLikeness
from cigref_kg.insight.texts.passages import Passages
from cigref_kg.insight.texts.phrases import Found, PhraseIndex, Token, tokens
from cigref_kg.records.evidence import shipped_evidence

LONGEST_TEXT = 200_000
"""Characters: an advert has 3,000, a long CV 15,000."""
MOST_PROFILES = 3  # the contract: more would be no answer
MOST_COMPETENCES = 12  # a profile requires 10 at most
_MOST_QUOTES = 4  # a competence or profile: enough to judge by
_TELLING = 0.3  # share of what the weightiest word tells that a word needs to be quoted by itself
_SATURATION = 4.0  # weight of phrases after which more say little
_TECHNOLOGY = 0.7  # factor of the name of a technology, beside a phrase
_SHORT = 4  # letters: shorter names must be written as acronyms
_SURE = 75.0  # points of score from which a headline's job counts
_SINGLE_WORD = 0.6  # factor of a phrase of one word
_NAME_IN_TEXT = 0.35  # share of a title that a job's name in the text makes
_LEAST_PROFILE = 0.005  # share of 1 below which no profile is told beside the nearest
_LEAST_DIGITAL = 0.5  # weight of digital phrases: without one, no word tells of a digital job
_SURELY_ELSEWHERE = 0.95  # share of the name of another job; an employer's name has less
_FEW_WORDS = 40  # of a text that says too little beside the name of its job to deny it
_ENOUGH_FOR_COMPETENCE = 0.9  # weight of the phrases that show a competence


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the text, and what they are evidence of."""

    quote: str
    """Verbatim."""
    statement: str


@dataclass(frozen=True, slots=True)
class ClassifiedProfile:
    """A job that a text is about."""

    profile: JobProfile
    score: float
    """From 0 to 1."""
    evidence: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class ShownCompetence:
    """A competence that a text shows evidence of."""

    code: str
    level: int | None
    """What the nearest job requires; ``None`` where it does not require the competence."""
    score: float
    evidence: tuple[Quote, ...]


_NO_REASON = Text()


@dataclass(frozen=True, slots=True)
class Classification:
    """What a text is about."""

    profiles: tuple[ClassifiedProfile, ...]
    competences: tuple[ShownCompetence, ...]
    missing: tuple[tuple[str, int], ...]
    """What the nearest job requires and the text does not show: competences and levels."""
    none: bool
    """Whether no digital job is in it."""
    why_none: Text = _NO_REASON


_Payload = tuple[str, str]
"""What a phrase is evidence of: its kind and its code."""


class Classifier:
    """Classifies texts by the jobs of an edition and companies' own."""

    def __init__(
        self,
        nomenclature: Nomenclature,
        finder: Finder,
        roots: Mapping[str, Sequence[str]] | None = None,
        learned: LearnedWords | None = None,
    ) -> None:
        """Make one.

        Args:
            nomenclature: the edition, and companies' own jobs.
            finder: finds which of these jobs a name means.
            roots: the profiles that each own job extends: their words are its words.
            learned: what words tell; what is shipped unless given.
        """
        self.nomenclature = nomenclature
        self.finder = finder
        self.roots = roots or {}
        self._learned = learned or learned_words()
        self._weights = finder.weights.texts

    @cached_property
    def _phrases(self) -> PhraseIndex[_Payload]:
        evidence = shipped_evidence()
        known = self.nomenclature.content.profile
        return PhraseIndex(
            [
                *((p, ("profile", code)) for code, lists in evidence.profiles.items()
                  if code in known for phrases in lists for p in phrases),
                *((p, ("competence", code)) for code, phrases in evidence.competences.items()
                  for p in phrases),
                *((p, ("digital", "")) for phrases in evidence.digital for p in phrases),
                *((name, ("technology", group.what)) for group in self.finder.names.technologies
                  for name in group.names if len(name) > 1
                  for name in (name, *self.finder.names.words.expressions.get(name, ()))),
                *((name, ("name", code)) for code, name in self.finder.telling_names()),
            ]
        )  # fmt: skip

    @cached_property
    def _technology_names(self) -> frozenset[str]:
        return frozenset(
            fold(name) for group in self.finder.names.technologies for name in group.names
        )

    def _is_meant(self, found: Found[_Payload], text: str) -> bool:
        """Tell whether a technology is written as one: SAN, never « sans »; Teams, never "team"."""
        if found.meaning[0] != "technology" or len(found.phrase) > 1:
            return True
        written = text[found.start : found.end]
        name = fold(written)
        if len(written) <= _SHORT:
            return written.isupper() and name == found.phrase[0]
        return not name.isalnum() or name in self._technology_names

    @cached_property
    def _everywhere(self) -> frozenset[tuple[str, ...]]:
        """Phrases that other trades use as much: they tell which job, not whether it is ours."""
        phrases = (phrase for each in shipped_evidence().everywhere for phrase in each)
        return frozenset(tuple(token.stem for token in tokens(phrase)) for phrase in phrases)

    @cached_property
    def _rarity(self) -> Mapping[tuple[str, ...], float]:
        """How much each phrase tells jobs apart: 1 for those of one job, less for those of many."""
        owners: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for phrase, meanings in self._phrases.items():
            owners[phrase] |= {code for kind, code in meanings if kind == "profile"}
        most = math.log(1 + len(self.nomenclature.content.profiles))
        return {
            phrase: math.log(1 + len(self.nomenclature.content.profiles) / len(codes)) / most
            for phrase, codes in owners.items()
            if codes
        }

    def classify(self, text: str, language: Language) -> Classification:
        """Return what ``text`` is about; only its first 200,000 characters count.

        Args:
            text: an advert, a CV or a syllabus, in French or English.
            language: of the statements that quotes are evidence of.
        """
        text = text[:LONGEST_TEXT]
        said = without_boilerplate(text)
        words = tokens(said)
        found = [each for each in self._phrases.find(words) if self._is_meant(each, text)]
        lines = headlines(said, self.finder)
        told = self._learned.scores({word.stem for word in words})
        why = self._why_none(len(words), lines, found, told)
        if why is not None:
            return Classification((), (), (), none=True, why_none=why)
        scores = self._scores(words, lines, found, told)
        ranked = sorted(scores, key=lambda code: (-scores[code], code))[:MOST_PROFILES]
        codes = [code for code in ranked if code == ranked[0] or scores[code] >= _LEAST_PROFILE]
        profiles = tuple(
            ClassifiedProfile(
                self.nomenclature.content.profile[code],
                round(scores[code], 3),
                self._evidence(code, text, words, lines, found, language),
            )
            for code in codes
        )
        # What nothing in the text can be quoted for is no answer, unless it is the only one.
        profiles = tuple(each for each in profiles if each.evidence) or profiles[:1]
        required = profiles[0].profile.required_levels if profiles else {}
        competences = self._competences(text, found, required, language)
        shown = {each.code for each in competences}
        missing = tuple((code, level) for code, level in required.items() if code not in shown)
        return Classification(profiles, competences[:MOST_COMPETENCES], missing, none=False)

    # --- Jobs

    def _scores(
        self,
        words: Sequence[Token],
        lines: Sequence[Headline],
        found: Sequence[Found[_Payload]],
        told: Mapping[str, float],
    ) -> dict[str, float]:
        """Return how likely each job is, all together 1.

        Args:
            words: of the text.
            lines: the names of jobs in it.
            found: the phrases in it.
            told: what its words tell, as learned.
        """
        titles, phrases = self._titles(lines, found), self._phrase_scores(found)
        likeness = self._texts.scores({word.stem for word in words})
        odds = {
            code: self._weights.learned * self._told(code, told)
            + self._weights.title * titles[code]
            + self._weights.phrases * (1 - math.exp(-phrases[code] / _SATURATION))
            + self._weights.likeness * likeness.get(code, 0.0)
            for code in self.nomenclature.content.profile
        }
        highest = max(odds.values())
        likely = {code: math.exp(each - highest) for code, each in odds.items()}
        total = sum(likely.values())
        return {code: each / total for code, each in likely.items()}

    def _told(self, code: str, told: Mapping[str, float]) -> float:
        """Return what words tell of a job; of a company's own, what they tell of its roots."""
        return max((told.get(each, 0.0) for each in self.roots.get(code, (code,))), default=0.0)

    def _titles(
        self, lines: Sequence[Headline], found: Iterable[Found[_Payload]]
    ) -> defaultdict[str, float]:
        titles: defaultdict[str, float] = defaultdict(float)
        for line in lines:
            if line.finding.status is Status.NONE:
                continue
            for candidate in line.finding.candidates[:MOST_PROFILES]:
                code = candidate.profile.code
                titles[code] = max(titles[code], line.weight * (candidate.score / 100) ** 2)
        for each in found:
            kind, code = each.meaning
            if kind == "name":
                titles[code] = max(titles[code], _NAME_IN_TEXT)
        return titles

    @cached_property
    def _technologies(self) -> Mapping[str, Mapping[str, float]]:
        """For each kind of technology the jobs that work with it, and how surely."""
        return {
            group.what: self.finder.told_by(group.tells) for group in self.finder.names.technologies
        }

    @cached_property
    def _texts(self) -> TextLikeness:
        return TextLikeness(
            {
                profile.code: [
                    text
                    for statement in (*_statements(profile), profile.names.title)
                    for _, text in statement.items()
                ]
                for profile in self.nomenclature.content.profiles
            }
        )

    def _phrase_scores(self, found: Sequence[Found[_Payload]]) -> defaultdict[str, float]:
        scores: defaultdict[str, float] = defaultdict(float)
        for code, phrase in {(e.meaning[1], e.phrase) for e in found if e.meaning[0] == "profile"}:
            scores[code] += self._weight(phrase)
        for kind, what in {e.meaning for e in found if e.meaning[0] == "technology"}:
            used = len({e.phrase for e in found if e.meaning == (kind, what)})
            for code, weight in self._technologies[what].items():
                scores[code] += _TECHNOLOGY * weight * math.sqrt(used)
        return scores

    def _weight(self, phrase: tuple[str, ...]) -> float:
        return self._rarity.get(phrase, 1.0) * (_SINGLE_WORD if len(phrase) == 1 else 1.0)

    def _why_none(
        self,
        length: int,
        lines: Sequence[Headline],
        found: Sequence[Found[_Payload]],
        told: Mapping[str, float],
    ) -> Text | None:
        """Return why no digital job is in a text, or ``None`` if one is.

        Args:
            length: of the text, in words that mean something.
            lines: the names of jobs in it.
            found: the phrases in it.
            told: what its words tell, as learned.
        """
        digital = sum(
            self._weight(phrase)
            for phrase in {
                e.phrase
                for e in found
                if e.meaning[0] in ("profile", "digital")
                or (e.meaning[0] == "competence" and e.phrase[1:])
            }
            - self._everywhere
        ) + _TECHNOLOGY * len({e.phrase for e in found if e.meaning[0] == "technology"})
        heads = [line for line in lines if line.weight > _SINGLE_WORD]
        is_ours = any(self._is_ours(line) for line in heads)
        others = (line for line in heads if line.finding.is_known_elsewhere)
        other = next((line for line in others if line.finding.elsewhere >= _SURELY_ELSEWHERE), None)
        nearest = max(
            (told.get(code, 0.0) for code in self.nomenclature.content.profile), default=0.0
        )
        elsewhere, none = told.get(NONE, 0.0), self._weights.none
        odds = none.base + none.learned * elsewhere - none.nearest * nearest
        odds -= none.digital * math.log1p(digital)
        odds += none.other_headline * (other is not None) - none.headline * is_ours
        if is_ours and length < _FEW_WORDS:
            return None
        if odds <= 0 and (is_ours or digital >= _LEAST_DIGITAL):
            return None
        if other is not None and not is_ours:
            return message("insight.job-elsewhere", name=other.text)
        return message("insight.other-field" if elsewhere > 0 else "insight.hardly-digital")

    def _is_ours(self, line: Headline) -> bool:
        """Tell whether a headline surely names a digital job, be it one of several."""
        finding = line.finding
        if finding.status is Status.CHECK:
            words = self.finder.lexicon.title_words(line.text)
            told = any(not self.finder.lexicon.is_general(word) for word in words)
            return told and finding.candidates[0].score >= _SURE
        return finding.status is Status.AUTOMATIC

    # --- Evidence

    def _evidence(
        self,
        code: str,
        text: str,
        words: Sequence[Token],
        lines: Sequence[Headline],
        found: Iterable[Found[_Payload]],
        language: Language,
    ) -> tuple[Quote, ...]:
        """Return the words that speak for a job: a headline, then what weighs most.

        Args:
            code: of the job.
            text: where the words stand.
            words: of the text.
            lines: the names of jobs in it.
            found: the phrases in it.
            language: of the statements.
        """
        profile = self.nomenclature.content.profile[code]
        title, passages = profile.names.title.localized(language), Passages(text)
        quotes: dict[str, str] = {}
        for line in lines:
            if any(code == each.profile.code for each in line.finding.candidates[:2]):
                place = text.find(line.text, line.start)
                # Not whole where « (H/F) » or a year stood within.
                end = line.start + 1 if place < 0 else place + len(line.text)
                if said := passages.quote(max(place, line.start), end):
                    quotes[said] = title
                break
        for said in passages.quotes(self._places(code, words, found), _MOST_QUOTES - len(quotes)):
            quotes[said] = self._statement(profile, said, language)
        return tuple(Quote(said, statement) for said, statement in quotes.items())

    def _places(
        self, code: str, words: Sequence[Token], found: Iterable[Found[_Payload]]
    ) -> list[tuple[int, int]]:
        """Return where words and phrases stand that speak for a job, the weightiest first.

        A word by itself must say much: not « mission », because adverts of that job have it too.
        """
        roots = self.roots.get(code, (code,))
        weigh = self._learned.weights
        weights = {
            (word.start, word.end): max(weigh(word.stem).get(root, 0.0) for root in roots)
            for word in words
        }
        least = _TELLING * max(weights.values(), default=0.0)
        weights = {place: weight for place, weight in weights.items() if weight >= least}
        for each in found:
            if each.meaning in (("profile", code), ("name", code)):
                place = (each.start, each.end)
                spoken = sum(
                    weight
                    for (start, end), weight in weights.items()
                    if each.start <= start and end <= each.end
                )
                weights[place] = max(spoken, self._weight(each.phrase))
        return sorted(
            (place for place, weight in weights.items() if weight > 0),
            key=lambda place: (-weights[place], place),
        )

    def _statement(self, profile: JobProfile, words: str, language: Language) -> str:
        """Return the statement of a profile that has most words in common with a quote."""
        asked = {token.stem for token in tokens(words)}
        best, most = profile.names.title.localized(language), 0.0
        for text in _statements(profile):
            said = text.localized(language)
            stems = {token.stem for token in tokens(said)}
            common = len(asked & stems) / math.sqrt(len(stems) or 1)
            if common > most:
                best, most = said, common
        return best

    def _competences(
        self,
        text: str,
        found: Sequence[Found[_Payload]],
        required: Mapping[str, int],
        language: Language,
    ) -> tuple[ShownCompetence, ...]:
        grouped: defaultdict[str, dict[tuple[str, ...], Found[_Payload]]] = defaultdict(dict)
        for each in found:
            kind, code = each.meaning
            if kind == "competence" and code in self.nomenclature.framework.competence:
                grouped[code].setdefault(each.phrase, each)
        shown = []
        for code, phrases in grouped.items():
            weight = sum(_SINGLE_WORD if len(phrase) == 1 else 1.0 for phrase in phrases)
            if code in required:
                weight += 0.5
            if weight >= _ENOUGH_FOR_COMPETENCE:
                title = self.nomenclature.framework.competence[code].names.title.localized(language)
                places = ((each.start, each.end) for each in phrases.values())
                quotes = Passages(text).quotes(places, _MOST_QUOTES)
                shown.append(
                    ShownCompetence(
                        code,
                        required.get(code),
                        round(1 - math.exp(-weight / 3), 3),
                        tuple(Quote(words, title) for words in quotes),
                    )
                )
        return tuple(sorted(shown, key=lambda each: (-each.score, each.code)))


def _statements(profile: JobProfile) -> Iterable[Text]:
    for group in profile.groups:
        for activity in group.activities:
            yield from (text for _, text in activity.walk())
    yield from (item.text for item in profile.deliverables.items)
    yield profile.mission
