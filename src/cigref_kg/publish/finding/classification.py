"""What a text is about, as values for JSON and as lines for people."""

from collections.abc import Mapping
from typing import Any

from cigref_kg.base.messages import message
from cigref_kg.base.model import Language, Nomenclature
from cigref_kg.insight.texts.classification import Classification, Quote


def classification_record(
    found: Classification, nomenclature: Nomenclature, language: Language
) -> dict[str, Any]:
    """Return a classification as what JSON can hold.

    Args:
        found: what the text is about.
        nomenclature: the model.
        language: of the words.
    """
    titles = nomenclature.framework.competence
    return {
        "profiles": [
            {
                "code": each.profile.code,
                "label": each.profile.names.title.localized(language),
                "score": each.score,
                "edition": nomenclature.served.year,
                "evidence": _quotes(each.evidence),
            }
            for each in found.profiles
        ],
        "competences": [
            {
                "code": each.code,
                "label": titles[each.code].names.title.localized(language),
                **({} if each.level is None else {"level": each.level}),
                "score": each.score,
                "evidence": _quotes(each.evidence),
            }
            for each in found.competences
        ],
        "missing": [
            {"code": code, "label": titles[code].names.title.localized(language), "level": level}
            for code, level in found.missing
        ],
        "none": found.none,
        **({"why": found.why_none.localized(language)} if found.none else {}),
    }


def classification_text(
    found: Classification, nomenclature: Nomenclature, language: Language
) -> str:
    """Return a classification as lines for people.

    Args:
        found: what the text is about.
        nomenclature: the model.
        language: of the words.
    """
    record = classification_record(found, nomenclature, language)

    def said(entry: str, **places: object) -> str:
        return message(f"publish.classified-{entry}", **places).localized(language)

    if found.none:
        return f"{said('none', why=record['why'])}\n"
    lines = [said("jobs")]
    for each in record["profiles"]:
        lines.append(f"  {each['code']} {each['label']}  {each['score']:.2f}")
        lines += [_quoted(quote) for quote in each["evidence"]]
    lines += ["", said("shown")]
    for each in record["competences"]:
        at = f" {said('level', level=each['level'])}" if "level" in each else ""
        lines.append(f"  {each['code']} {each['label']}{at}")
        lines += [_quoted(quote) for quote in each["evidence"][:2]]
    if record["missing"]:
        lines += ["", said("missing", code=record["profiles"][0]["code"])]
        lines += [
            f"  {each['code']} {each['label']} {said('level', level=each['level'])}"
            for each in record["missing"]
        ]
    return "\n".join(lines) + "\n"


def _quotes(evidence: tuple[Quote, ...]) -> list[dict[str, str]]:
    return [{"quote": each.quote, "statement": each.statement} for each in evidence]


def _quoted(evidence: Mapping[str, str]) -> str:
    """Return a quote as a line of its own, however many lines of the text it stands on."""
    return f"      “{' '.join(evidence['quote'].split())}”"
