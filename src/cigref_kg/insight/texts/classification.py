"""Which jobs a text is about, and the competences that it shows, each with the words that say so.

Three things speak for a job: the names of jobs that the text gives (:mod:`headlines`), phrases that
are evidence of it (`data/names/evidence.yaml`), and names of it within sentences. A phrase that is
evidence of many jobs counts less (inverse document frequency). A text has no digital job in it if
its headline is the name of another trade's, or if words of other trades outweigh ours.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cigref_kg.base.collation import fold
from cigref_kg.base.model import JobProfile, Language, Nomenclature, Text
from cigref_kg.insight.names.finding import Finder, Status
from cigref_kg.insight.texts.headlines import Headline, headlines
from cigref_kg.insight.texts.likeness import TextLikeness
from cigref_kg.insight.texts.phrases import Found, PhraseIndex, Token, quote, tokens
from cigref_kg.records.evidence import shipped_evidence

LONGEST_TEXT = 200_000
"""Characters: an advert has 3,000, a long CV 15,000."""
MOST_PROFILES = 3  # the contract: more would be no answer
MOST_COMPETENCES = 12  # a profile requires 10 at most
_MOST_QUOTES = 4  # a competence or profile: enough to judge by
# Set by hand on the tuning half of benchmarks/data/texts.yaml.
_TITLE = 0.55
_PHRASES = 0.45  # share of the score that phrases make, beside the title
_SATURATION = 4.0  # weight of phrases after which more say little
_TECHNOLOGY = 0.7  # factor of the name of a technology, beside a phrase
_LIKENESS = 0.8  # factor of likeness to a profile's texts
_SHORT = 4  # letters: shorter names must be written as acronyms
_SURE = 75.0  # points of score from which a headline's job counts
_SINGLE_WORD = 0.6  # factor of a phrase of one word
_NAME_IN_TEXT = 0.35  # share of a title that a job's name in the text makes
_LEAST_PROFILE = 0.12  # score of 1 below which no profile is told
_LEAST_DIGITAL = 1.0  # weight of digital phrases below which the text is no such job
_LEAST_WITHOUT_HEADLINE = 0.17  # score of 1, where no headline names a job
_MUCH_DIGITAL = 3.0  # weight of digital phrases
_LEAST_WITH_MUCH = 0.15  # score of 1, where there is much of them
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

    def __init__(self, nomenclature: Nomenclature, finder: Finder) -> None:
        self.nomenclature = nomenclature
        self.finder = finder

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
                *((p, ("other", str(field))) for field, phrases in enumerate(evidence.off_field)
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
        words = tokens(text)
        found = [each for each in self._phrases.find(words) if self._is_meant(each, text)]
        lines = headlines(text, self.finder)
        scores = self._scores(words, lines, found)
        why = self._why_none(lines, found, scores)
        if why is not None:
            return Classification((), (), (), none=True, why_none=why)
        ranked = sorted(scores, key=lambda code: (-scores[code], code))
        codes = [code for code in ranked if scores[code] >= _LEAST_PROFILE][:MOST_PROFILES]
        profiles = tuple(
            ClassifiedProfile(
                self.nomenclature.content.profile[code],
                round(min(1.0, scores[code]), 3),
                self._evidence(code, text, lines, found, language),
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
        self, words: Sequence[Token], lines: Sequence[Headline], found: Sequence[Found[_Payload]]
    ) -> dict[str, float]:
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
        phrases = self._phrase_scores(found)
        for kind, what in {e.meaning for e in found if e.meaning[0] == "technology"}:
            used = len({e.phrase for e in found if e.meaning == (kind, what)})
            for code, weight in self._technologies[what].items():
                phrases[code] += _TECHNOLOGY * weight * math.sqrt(used)
        for code, likeness in self._likeness(words).items():
            phrases[code] += _LIKENESS * likeness
        return {
            code: _TITLE * titles[code] + _PHRASES * (1 - math.exp(-phrases[code] / _SATURATION))
            for code in titles.keys() | phrases.keys()
        }

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

    def _likeness(self, words: Sequence[Token]) -> Mapping[str, float]:
        """Return how like each job's own statements a text is, the likest being 1."""
        return self._texts.scores({word.stem for word in words})

    def _phrase_scores(self, found: Sequence[Found[_Payload]]) -> defaultdict[str, float]:
        scores: defaultdict[str, float] = defaultdict(float)
        for code, phrase in {(e.meaning[1], e.phrase) for e in found if e.meaning[0] == "profile"}:
            scores[code] += self._weight(phrase)
        return scores

    def _weight(self, phrase: tuple[str, ...]) -> float:
        return self._rarity.get(phrase, 1.0) * (_SINGLE_WORD if len(phrase) == 1 else 1.0)

    def _why_none(
        self,
        lines: Sequence[Headline],
        found: Sequence[Found[_Payload]],
        scores: Mapping[str, float],
    ) -> Text | None:
        """Return why no digital job is in a text, or ``None`` if one is."""
        ours = sum(
            self._weight(phrase)
            for phrase in {
                e.phrase
                for e in found
                if e.meaning[0] in ("profile", "digital")
                or (e.meaning[0] == "competence" and e.phrase[1:])
            }
            - self._everywhere
        ) + _TECHNOLOGY * len({e.phrase for e in found if e.meaning[0] == "technology"})
        theirs = sum(
            _SINGLE_WORD if len(phrase) == 1 else 1.0
            for phrase in {e.phrase for e in found if e.meaning[0] == "other"}
        )
        heads = [line for line in lines if line.weight > _SINGLE_WORD]
        is_ours = any(self._is_ours(line) for line in heads)
        other = next((line for line in heads if line.finding.is_known_elsewhere), None)
        if other is not None and not is_ours and ours < 3 * theirs + 12:
            return Text(
                fr=f"« {other.text} » est le nom d’un métier que la nomenclature n’a pas",
                en=f"“{other.text}” is the name of a job that the nomenclature does not have",
            )
        best = max(scores.values(), default=0.0)
        is_much = ours >= _MUCH_DIGITAL
        least = _LEAST_WITH_MUCH if is_much else _LEAST_WITHOUT_HEADLINE
        if best < _LEAST_PROFILE or (not is_ours and (ours < _LEAST_DIGITAL or best < least)):
            return Text(fr="trop peu de mots du numérique", en="too few words of digital jobs")
        if not is_ours and theirs >= ours:
            return Text(
                fr="les mots d’un autre domaine l’emportent", en="words of another field outweigh"
            )
        return None

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
        lines: Sequence[Headline],
        found: Iterable[Found[_Payload]],
        language: Language,
    ) -> tuple[Quote, ...]:
        profile = self.nomenclature.content.profile[code]
        quotes: dict[str, str] = {}
        for line in lines:
            if any(code == each.profile.code for each in line.finding.candidates[:2]):
                is_whole = line.text in text  # not where « (H/F) » or a year stood within
                words = line.text if is_whole else quote(text, line.start, line.start + 1)
                quotes.setdefault(words, profile.names.title.localized(language))
                break
        phrases = sorted(
            (each for each in found if each.meaning in (("profile", code), ("name", code))),
            key=lambda each: (-self._weight(each.phrase), each.start),
        )
        for each in phrases:
            if len(quotes) >= _MOST_QUOTES:
                break
            words = quote(text, each.start, each.end)
            if words and words not in quotes:
                quotes[words] = self._statement(profile, words, language)
        return tuple(Quote(words, statement) for words, statement in quotes.items())

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
                quotes = dict.fromkeys(quote(text, e.start, e.end) for e in phrases.values())
                shown.append(
                    ShownCompetence(
                        code,
                        required.get(code),
                        round(1 - math.exp(-weight / 3), 3),
                        tuple(
                            Quote(words, title) for words in list(quotes)[:_MOST_QUOTES] if words
                        ),
                    )
                )
        return tuple(sorted(shown, key=lambda each: (-each.score, each.code)))


def _statements(profile: JobProfile) -> Iterable[Text]:
    for group in profile.groups:
        for activity in group.activities:
            yield from (text for _, text in activity.walk())
    yield from (item.text for item in profile.deliverables.items)
    yield profile.mission
