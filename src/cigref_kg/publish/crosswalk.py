"""What a crosswalk leads to, for people and machines: as a table, JSON and CSV."""

from collections.abc import Iterable, Iterator, Sequence

from cigref_kg.base.messages import message
from cigref_kg.base.model import Language
from cigref_kg.base.writing import csv_bytes
from cigref_kg.vocabularies.crosswalk.concepts import VOCABULARIES
from cigref_kg.vocabularies.crosswalk.links import Crossing, Link
from cigref_kg.vocabularies.crosswalk.steps import Step

_WIDE = 48  # characters of a label in a table for the terminal
_NARROW = 16  # … at least
_BESIDE = 50  # characters of all else in its line


def as_json(crossing: Crossing, language: Language) -> dict[str, object]:
    """Return what one code leads to as what JSON can hold.

    Args:
        crossing: the code and its links; or what is wrong with it.
        language: of the labels, where there is a choice.
    """
    told: dict[str, object] = {"from": str(crossing.start or crossing.asked)}
    if crossing.start is None:
        return {**told, "unknown": crossing.problem.localized(language), "links": []}
    links = [_link(link, language) for link in crossing.links]
    return {**told, "label": crossing.label.localized(language), "links": links}


def as_csv(crossings: Iterable[Crossing], language: Language) -> bytes:
    """Return the links as CSV (RFC 4180, UTF-8), a row for each; codes unknown have one too.

    Args:
        crossings: the codes, in the order in which they were asked for.
        language: of the labels, where there is a choice.
    """
    rows = ["from from_label to label relation judged path contradicted_by".split()]
    for crossing in crossings:
        start = [str(crossing.start or crossing.asked), crossing.label.localized(language)]
        if crossing.start is None:
            problem = crossing.problem.localized(language)
            rows.append([*start, "", problem, "", "", "", ""])
        for link in crossing.links:
            label, judged = link.label.localized(language), "yes" if link.is_judged else "no"
            row = [str(link.to), label, link.relation.value, judged]
            denied = "; ".join(f"{way.relation}: {_way(way.steps)}" for way in link.contradicted_by)
            rows.append([*start, *row, _way(link.path), denied])
    return csv_bytes(rows)


def as_table(crossings: Sequence[Crossing], language: Language, width: int | None = None) -> str:
    """Return the links for people, vocabulary by vocabulary, in the width of a terminal.

    Args:
        crossings: what each code corresponds to.
        language: of labels.
        width: columns of the terminal; ``None`` where output goes elsewhere.
    """
    room = _WIDE if width is None else max(_NARROW, min(_WIDE, width - _BESIDE))
    return "\n\n".join("\n".join(_lines(crossing, language, room)) for crossing in crossings)


def _lines(crossing: Crossing, language: Language, room: int) -> Iterator[str]:
    if crossing.start is None:
        yield f"{crossing.asked}: {crossing.problem.localized(language)}"
        return
    yield f"{crossing.start}  {crossing.label.localized(language)}".rstrip()
    for vocabulary in VOCABULARIES:
        links = [link for link in crossing.links if link.to.vocabulary == vocabulary]
        if links:
            yield f"  {message(f'publish.crosswalk-{vocabulary}').localized(language)}"
        for link in links:
            label = link.label.localized(language)
            cut = label if len(label) <= room else f"{label[: room - 1]}…"
            judged = message(
                "publish.crosswalk-judged" if link.is_judged else "publish.crosswalk-derived"
            ).localized(language)
            yield (
                f"    {link.to!s:<20} {cut:<{room}} {link.relation.value:<13} {judged:<8} "
                f"{' → '.join(str(step.end) for step in link.path[:-1])}"
            ).rstrip()
            for way in link.contradicted_by:
                yield f"      ≠ {way.relation.value}: {_way(way.steps)}"


def _link(link: Link, language: Language) -> dict[str, object]:
    return {
        "to": str(link.to),
        "label": link.label.localized(language),
        "relation": link.relation.value,
        "judged": link.is_judged,
        **({"iri": link.address} if link.address else {}),
        "path": [str(link.path[0].start), *(str(step.end) for step in link.path)],
        "steps": [_step(step) for step in link.path],
        "contradictedBy": [
            {"relation": way.relation.value, "steps": [_step(step) for step in way.steps]}
            for way in link.contradicted_by
        ],
    }


def _step(step: Step) -> dict[str, str]:
    return {
        "from": str(step.start),
        "relation": step.relation.value,
        "to": str(step.end),
        "source": step.source,
    }


def _way(steps: Sequence[Step]) -> str:
    """``rome:M1812 exactMatch cigref:6.3 exactMatch esco:…``."""
    ends = (part for step in steps for part in (step.relation.value, str(step.end)))
    return " ".join([str(steps[0].start), *ends])
