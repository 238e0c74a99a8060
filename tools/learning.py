"""Learn what the words of texts tell of jobs, and write `data/names/learned.tsv`.

    python tools/learning.py [--folds N]

What is learned from: the invented texts of `benchmarks/data/learning.jsonl`; the phrases that are
evidence, the market's names, and the statements of profiles in our own words; for what is about no
profile also what ROME and ESCO say of jobs of other trades. A multinomial
logistic regression of profiles, and one of two classes for whether a text is about any of them, by
AdaGrad (J. Duchi and others, 2011), one text at a time; a fixed order and
plain Python make the same file each time. With ``--folds N`` nothing is written: each N-th part of
the invented texts is classified by what the others teach, and the figures are told.
"""

import argparse
import json
import math
import random
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cigref_kg.base.locations import NAMES
from cigref_kg.base.model import LANGUAGES
from cigref_kg.insight.names.finding import Finder
from cigref_kg.insight.profile_texts import profile_texts
from cigref_kg.insight.texts.classification import Classifier
from cigref_kg.insight.texts.learned import NONE, SCALE, LearnedWords, features, share
from cigref_kg.insight.texts.phrases import tokens
from cigref_kg.records.evidence import shipped_evidence
from cigref_kg.records.shipped import shipped_job_names, shipped_nomenclature

_DATA = Path(__file__).parent.parent / "benchmarks" / "data"
CORPUS = _DATA / "learning.jsonl"
OTHER_TRADES = _DATA / "other-trades.tsv"
FILE = NAMES / "learned.tsv"
# Chosen by cross-validation on the corpus.
_ROUNDS = 6  # over all texts; more learn them by heart
_STEP = 0.3  # of AdaGrad
_DAMPING = 0.01  # of the first steps: what each sum of squares begins with
_SURE = 0.002  # a class that is less likely is left alone
_LEAST = 3  # fifths of a weight that is kept: less says little
_STATEMENT = 0.3  # what a statement or a name counts beside a text
_OURS = "ours"  # the class of all profiles together
_DEFINITION = 0.5  # what the definition of another trade counts
_ABOUT = """\
# How much the words of a text speak for a profile, in fifths; below 0 against it. Made by
# `python tools/learning.py`, not by hand, from the invented texts and the definitions of other
# trades in benchmarks/data/ (ROME 4.0, France Travail, Licence Ouverte 2.0; ESCO 1.0), from
# evidence.yaml, names and statements of ours. A word is a stem, as texts are compared by, or its
# first letters and a dash. CC BY 4.0, cigref-kg contributors.
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A text to learn from: its features, its class, and what it counts beside the others."""

    features: Sequence[str]
    code: str
    weight: float = 1.0
    is_phrase: bool = False
    """Whether it is a phrase that tells which job, not whether there is one."""


def example(text: str, code: str | None, weight: float = 1.0) -> Example:
    """Make an example of a text; ``None`` is the code of what is about no profile."""
    return Example(features(stems(text)), code or NONE, weight)


def phrase_example(phrase: str, code: str | None) -> Example:
    """Make an example of a phrase that is evidence of a profile, or of none."""
    return replace(example(phrase, code), is_phrase=True)


def stems(text: str) -> list[str]:
    """Return the stems of a text."""
    return [token.stem for token in tokens(text)]


def known_examples() -> Iterator[Example]:
    """Yield what the shipped statements, names and phrases teach, and definitions of others."""
    profiles = {
        profile.code: profile
        for edition in reversed(list(shipped_nomenclature().edition.values()))
        if edition.content
        for profile in edition.content.profiles
    }
    for code, profile in profiles.items():
        for path, statement in profile_texts(profile).items():
            if not path.startswith("requirement"):
                yield from (example(text, code, _STATEMENT) for _, text in statement.items())
    names, evidence = shipped_job_names(), shipped_evidence()
    for code in profiles:
        for market in (names.of(code, language) for language in LANGUAGES):
            for name in (*market.synonyms, *market.specialisations):
                yield example(name, code, _STATEMENT)
        for phrases in evidence.profiles[code]:
            yield from (phrase_example(each, code) for each in phrases)
    yield from _elsewhere()


def _elsewhere() -> Iterator[Example]:
    """Yield what teaches that a text is about no profile."""
    for phrases in shipped_evidence().off_field:
        yield from (phrase_example(phrase, None) for phrase in phrases)
    uncovered = shipped_job_names().uncovered
    for names in (*(job.names for job in uncovered.digital), uncovered.other_trades):
        for texts in names.values():
            yield from (example(name, None, _STATEMENT) for name in texts)
    for line in OTHER_TRADES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield example(line.partition("\t")[2], None, _DEFINITION)


def learn(examples: Iterable[Example]) -> LearnedWords:
    """Learn the weights of words."""
    return LearnedWords(rows(examples))


def rows(examples: Iterable[Example]) -> dict[str, str]:
    """Return the rows of the file: for each word its weights."""
    known = [each for each in examples if each.features]
    codes = sorted({each.code for each in known}, key=_order)
    elsewhere = _elsewhere_weights(known)
    learned = {
        word: [*_told(weights)[:-1], round(elsewhere.get(word, 0.0) * SCALE)]
        for word, weights in _regression(known, codes).items()
    }
    return {
        word: " ".join(
            f"{code}{weight:+}"
            for code, weight in zip(codes, learned[word], strict=True)
            if abs(weight) >= _LEAST
        )
        for word in sorted(learned)
        if any(abs(weight) >= _LEAST for weight in learned[word])
    }


def _elsewhere_weights(examples: Iterable[Example]) -> dict[str, float]:
    """Return how much each word says that a text is about no profile, learned by itself.

    One class among fifty learns what tells it from the nearest of them; whether there is a digital
    job at all is another question, and two classes answer it better: without phrases, which say
    « planning » and « contract » of our jobs, as other trades do of theirs.
    """
    whole = (each for each in examples if not each.is_phrase)
    two = [replace(each, code=NONE if each.code == NONE else _OURS) for each in whole]
    learned = _regression(two, [_OURS, NONE])
    return {word: none - ours for word, (ours, none) in learned.items()}


def _told(weights: Sequence[float]) -> list[int]:
    """Return what a word tells beyond what it tells of most codes."""
    middle = statistics.median(weights)
    return [round((weight - middle) * SCALE) for weight in weights]


def _order(code: str) -> tuple[float, ...]:
    return (math.inf,) if code == NONE else tuple(map(float, code.split(".")))


def _regression(examples: Sequence[Example], codes: Sequence[str]) -> dict[str, list[float]]:
    """Return for each word its weight for each code."""
    weights: dict[str, list[float]] = {}
    squares: dict[str, list[float]] = {}
    order = list(range(len(examples)))
    chance = random.Random(1)
    for _ in range(_ROUNDS):
        chance.shuffle(order)
        for number in order:
            each = examples[number]
            part = share(len(each.features))
            scores = [0.0] * len(codes)
            for word in each.features:
                if (row := weights.get(word)) is not None:
                    scores = [score + weight for score, weight in zip(scores, row, strict=True)]
            errors = _errors([part * score for score in scores], codes.index(each.code))
            for word in each.features if errors else ():
                row = weights.setdefault(word, [0.0] * len(codes))
                summed = squares.setdefault(word, [_DAMPING] * len(codes))
                for place, error in errors:
                    slope = each.weight * part * error
                    summed[place] += slope * slope
                    row[place] -= _STEP * slope / math.sqrt(summed[place])
    return weights


def _errors(scores: Sequence[float], right: int) -> list[tuple[int, float]]:
    """Return by how much each class is held too likely; none where all is learned already."""
    highest = max(scores)
    likely = [math.exp(score - highest) for score in scores]
    total = sum(likely)
    wrong = [
        (place, each / total)
        for place, each in enumerate(likely)
        if each > _SURE * total and place != right
    ]
    missing = sum(error for _, error in wrong)
    return [*wrong, (right, -missing)] if missing >= _SURE else []


def corpus() -> list[dict[str, str | None]]:
    """Return the invented texts, each with its ``profile`` (or none), ``kind`` and ``language``."""
    return [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]


def written() -> str:
    """Learn, and return the file."""
    texts = [example(each["text"] or "", each["profile"]) for each in corpus()]
    learned = rows([*texts, *known_examples()])
    return _ABOUT + "".join(f"{word}\t{weights}\n" for word, weights in learned.items())


def _validate(folds: int) -> None:
    """Classify each part of the corpus by what the others teach."""
    nomenclature = shipped_nomenclature()
    finder = Finder(nomenclature.content.profiles)
    known, texts = list(known_examples()), corpus()
    first = three = none = rightly = ours = 0
    for fold in range(folds):
        taught = [
            example(each["text"] or "", each["profile"])
            for number, each in enumerate(texts)
            if number % folds != fold
        ]
        words = learn([*taught, *known])
        classifier = Classifier(nomenclature, finder, learned=words)
        for each in texts[fold::folds]:
            found = classifier.classify(each["text"] or "", "fr")
            codes = [profile.profile.code for profile in found.profiles]
            if each["profile"] is None:
                rightly += found.none
            elif each["profile"] in nomenclature.content.profile:
                ours += 1
                first += codes[:1] == [each["profile"]]
                three += each["profile"] in codes
                none += found.none
    others = sum(each["profile"] is None for each in texts)
    print(
        f"{ours} texts: nearest right {first / ours:.1%}, in three {three / ours:.1%}, none"
        f" {none / ours:.1%}; of {others} others none {rightly / others:.1%}"
    )


def main() -> None:
    """Learn, or tell how well it is learned."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--folds", type=int, help="cross-validate instead of writing")
    folds = parser.parse_args().folds
    if folds:
        _validate(folds)
    else:
        FILE.write_text(written(), encoding="utf-8")


if __name__ == "__main__":
    main()
