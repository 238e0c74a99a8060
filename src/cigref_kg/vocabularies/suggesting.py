"""Ranked candidates for a profile, a competence, an aspect or a job title, with reasons.

A help to the person who maps: a mapping is a judgement on definitions, which stays theirs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from cigref_kg.base.collation import fold
from cigref_kg.base.messages import message
from cigref_kg.base.model import Language, Text
from cigref_kg.base.writing import json_text
from cigref_kg.vocabularies import ranking
from cigref_kg.vocabularies.concepts import Concept, ConceptKind
from cigref_kg.vocabularies.subjects import Subject
from cigref_kg.vocabularies.title_matching import LabelIndex, LabelledConcept, Meaning

NAME_WEIGHT = 1.0  # of likeness by name: the measure of the others
TEXT_WEIGHT = 0.75  # of likeness by texts
BARE_TEXT_WEIGHT = 0.2
"""For a title without a definition: its words alone say little that its name does not."""
FIELD_WEIGHT = 0.3  # of being of the digital field
SKILL_BONUS = 0.2
"""A competence is the ability to apply knowledge (EN 16234-1): ESCO's skills before knowledge."""
NARROW_PENALTY = 0.15
"""ESCO's occupation-specific skills are narrower than any competence of the framework."""
# The weights are round numbers from a wide plateau: `benchmarks/esco_suggest.py` measures them.

_MENTIONED_NAME = 0.5  # score of 1 from which a reason names the label that is alike
_MENTIONED_WORDS = 4  # words in common that a reason names


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A candidate, how good it looks (0 to 1) and why, in both languages."""

    concept: Concept
    score: float
    reason: Text


class Suggester:
    """Ranks the concepts of one vocabulary."""

    def __init__(
        self,
        occupations: Sequence[Concept],
        skills: Sequence[Concept] = (),
        is_digital: Callable[[Concept], bool] = ranking.is_ict_specialist,
        meaning: Callable[[Sequence[LabelledConcept]], Meaning] | None = None,
    ) -> None:
        """Take the concepts; nothing is prepared before it is asked for.

        Args:
            occupations: all jobs, for they also tell which words are those of the field.
            skills: all skills; none if suggestions of jobs alone are wanted.
            is_digital: whether a job is of information technology.
            meaning: tells what labels of jobs mean, for titles that stand alone; none if words are
                to tell everything.
        """
        jobs = _Pool(occupations, meaning)
        self._pools = {ConceptKind.OCCUPATION: jobs, ConceptKind.SKILL: _Pool(skills)}
        self._field = cache(lambda: ranking.DigitalField(occupations, jobs.documents, is_digital))

    def suggest(self, subject: Subject, limit: int = 10) -> list[Suggestion]:
        """Return the best candidates for ``subject``, the best first, ``limit`` at most."""
        return self._pools[subject.kind].suggest(subject, limit, self._field())


class _Pool:
    """The concepts of one kind, ready to be ranked."""

    def __init__(
        self,
        concepts: Sequence[Concept],
        meaning: Callable[[Sequence[LabelledConcept]], Meaning] | None = None,
    ) -> None:
        self.concepts = concepts
        self._meaning = meaning

    @cached_property
    def documents(self) -> list[dict[str, int]]:
        return [ranking.document_of(concept) for concept in self.concepts]

    @cached_property
    def _weights(self) -> ranking.WordWeights:
        return ranking.WordWeights(self.documents)

    @cached_property
    def _names(self) -> ranking.NameIndex:
        return ranking.NameIndex(self.concepts, self._weights)

    @cached_property
    def _labels(self) -> LabelIndex:
        labelled = [LabelledConcept(tuple(each.labels())) for each in self.concepts]
        return LabelIndex(labelled, self._meaning(labelled) if self._meaning else None)

    def _closest(self, subject: Subject) -> dict[int, ranking.Match]:
        """Return the closest label of each concept to a title that stands alone."""
        matches: dict[int, ranking.Match] = {}
        for title in subject.titles:
            for place, number, score in self._labels.closest(title):
                label = tuple(self.concepts[place].labels())[number]
                if place not in matches or score > matches[place].score:
                    matches[place] = ranking.Match(min(1.0, score), title, label)
        return matches

    @cached_property
    def _texts(self) -> ranking.TextIndex:
        return ranking.TextIndex(self.documents, self._weights)

    def suggest(
        self, subject: Subject, limit: int, field: ranking.DigitalField
    ) -> list[Suggestion]:
        query = ranking.query_of(subject)
        names = self._names.closest(subject) if subject.definition else self._closest(subject)
        texts = self._texts.scores(query)
        text_weight = TEXT_WEIGHT if subject.definition else BARE_TEXT_WEIGHT
        scores = {
            place: NAME_WEIGHT * names.get(place, _NO_MATCH).score
            + text_weight * texts.get(place, 0.0)
            + self._leaning(place, subject, field)
            for place in names.keys() | texts.keys()
        }
        ranked = sorted(scores, key=lambda place: (-scores[place], self.concepts[place].uri))
        best = self._best_score(subject, text_weight)
        spellings = ranking.spellings_of(subject)

        def words(place: int) -> list[str]:
            stems = self._texts.shared_words(query, place)
            return [spellings[stem] for stem in stems if stem in spellings][:_MENTIONED_WORDS]

        return [
            Suggestion(
                self.concepts[place],
                max(0.0, scores[place] / best),
                _reason(
                    names.get(place, _NO_MATCH),
                    words(place),
                    subject.profile,
                    by_meaning=self._meaning is not None and not subject.definition,
                ),
            )
            for place in ranked[:limit]
        ]

    def _best_score(self, subject: Subject, text_weight: float) -> float:
        field = FIELD_WEIGHT if subject.is_digital else 0.0
        bonus = SKILL_BONUS if subject.kind is ConceptKind.SKILL else 0.0
        return NAME_WEIGHT + text_weight + field + bonus

    def _leaning(self, place: int, subject: Subject, field: ranking.DigitalField) -> float:
        """Return what speaks for or against a concept whatever its words have in common."""
        concept = self.concepts[place]
        leaning = 0.0
        if subject.is_digital:
            leaning += FIELD_WEIGHT * field.closeness(self.documents[place])
        if "skill" in concept.skill_types:
            leaning += SKILL_BONUS
        if concept.reuse_level == "occupation-specific":
            leaning -= NARROW_PENALTY
        return leaning


_NO_MATCH = ranking.Match(0.0, "", "")


def _reason(
    match: ranking.Match, words: Sequence[str], profile: str | None, *, by_meaning: bool
) -> Text:
    told: list[Text] = []
    names = {"ours": match.ours, "theirs": match.label}
    if match.ours and fold(match.ours) == fold(match.label):
        told.append(message("vocabularies.same-name", **names))
    elif match.ours and set(ranking.tokens(match.ours)) == set(ranking.tokens(match.label)):
        told.append(message("vocabularies.same-words", **names))
    elif match.score >= _MENTIONED_NAME:
        alike = not set(ranking.tokens(match.ours)).isdisjoint(ranking.tokens(match.label))
        key = "resembles" if alike or not by_meaning else "means-alike"
        told.append(message(f"vocabularies.{key}", **names))
    if words:
        told.append(message("vocabularies.common-words", words=", ".join(words)))
    if profile:
        told.append(message("vocabularies.by-profile", code=profile))
    return Text(
        fr=" ; ".join(each.fr or "" for each in told), en="; ".join(each.en or "" for each in told)
    )


def as_text(found: Mapping[str, Sequence[Suggestion]], language: Language) -> str:
    """Return suggestions by what they are for, for people."""
    lines: list[str] = []
    for subject, suggestions in found.items():
        lines.append(subject)
        for rank, suggestion in enumerate(suggestions, 1):
            concept = suggestion.concept
            group = f"  ISCO {concept.isco}" if concept.isco else ""
            code = f"{concept.notation} " if concept.notation else ""
            lines.append(
                f"  {rank}. {code}{concept.label(language)}  {suggestion.score:.2f}{group}"
            )
            lines.append(f"     {concept.uri}")
            lines.append(f"     {suggestion.reason.get(language)}")
        if not suggestions:
            lines.append(f"  {message('vocabularies.no-suggestion').localized(language)}")
    return "\n".join(lines)


def as_json(found: Mapping[str, Sequence[Suggestion]]) -> str:
    """Return suggestions by what they are for, for machines."""
    content = {
        subject: [
            {
                "uri": suggestion.concept.uri,
                "notation": suggestion.concept.notation,
                "labels": dict(suggestion.concept.preferred),
                "isco": suggestion.concept.isco,
                "score": round(suggestion.score, 4),
                "reason": dict(suggestion.reason.items()),
            }
            for suggestion in suggestions
        ]
        for subject, suggestions in found.items()
    }
    return json_text(content)
