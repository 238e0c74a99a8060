"""Frameworks made up by Hypothesis: they fit the nomenclature and are as odd as they may be."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from cigref_kg.base.iris import DEFAULT_BASE
from cigref_kg.base.model import Nomenclature
from cigref_kg.company.consistency import inconsistencies
from cigref_kg.company.records import Company

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), include_characters="\n\t"),
    min_size=1,
    max_size=30,
).filter(lambda words: words == words.strip())
"""Any text that a file can hold, among them formulas, numbers, mark-up and odd spaces."""
WORDS = st.one_of(
    TEXTS,
    st.sampled_from(
        [
            "=1+1",
            "+33",
            "-",
            "@x",
            "007",
            "1,5",
            "oui",
            "null",
            "# a",
            "a: b",
            "<b>&amp;</b>",
            "_x0041_",
        ]
    ),
)


def _is_kept(words: str) -> bool:
    unkept = {"\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff"}
    return not unkept & set(words)


KEPT = WORDS.filter(_is_kept)
BOTH = st.one_of(
    st.fixed_dictionaries({"fr": KEPT, "en": KEPT}),
    st.fixed_dictionaries({"fr": KEPT}),
    st.fixed_dictionaries({"en": KEPT}),
)
NAMES = st.fixed_dictionaries(
    {},
    optional={
        language: st.lists(KEPT, unique=True, min_size=1, max_size=3) for language in ("fr", "en")
    },
)
CODES = st.from_regex(r"[A-Z]{2,3}(-[0-9A-Z]{1,2}){0,2}", fullmatch=True)
STATEMENTS = st.lists(BOTH, max_size=3)
GROUPS = st.lists(
    st.fixed_dictionaries(
        {"activities": st.lists(BOTH, min_size=1, max_size=2)}, optional={"heading": BOTH}
    ),
    max_size=2,
)


REWORDINGS = st.fixed_dictionaries(
    {},
    optional={
        "replace": st.dictionaries(
            st.sampled_from(["activity/1", "activity/1/1", "deliverable/1"]), BOTH, max_size=3
        ),
        "drop": st.lists(st.sampled_from(["activity/1/2", "deliverable/2"]), unique=True),
    },
)


@st.composite
def companies(draw: st.DrawFn, nomenclature: Nomenclature) -> Company:
    """Draw a framework that fits."""
    codes = draw(st.lists(CODES, unique_by=str.casefold, min_size=1, max_size=6))
    cuts = sorted(draw(st.lists(st.integers(0, len(codes) - 1), min_size=2, max_size=2)))
    families, competences, profiles = (
        codes[: cuts[0]],
        codes[cuts[0] : cuts[1]],
        codes[cuts[1] :],
    )
    content: dict[str, Any] = {
        "name": draw(st.sampled_from(["house", "a-1"])),
        "base": draw(st.sampled_from(["https://x.example/", "http://y.example/a/b/"])),
        "edition": nomenclature.served.year,
        "title": draw(BOTH),
        "families": {code: draw(_named(close_to="1")) for code in families},
        "competences": {
            code: draw(
                _named(
                    within="B.1",
                    close_to="E.8",
                    levels=st.dictionaries(st.sampled_from("12345"), BOTH, max_size=3),
                )
            )
            for code in competences
        },
        "profiles": {},
    }
    for number, code in enumerate(profiles):
        content["profiles"][code] = draw(
            _profile(nomenclature, families, competences, profiles[:number])
        )
    company = Company.model_validate(content)
    fitted = content["profiles"]
    for path, _ in inconsistencies(company, nomenclature, DEFAULT_BASE):
        # What does not fit with a profile drawn before is taken back.
        profile = fitted[str(path[1])]
        profile.pop("match", None)
        profile.pop("statements", None)
        profile["requirements"] = {"add": {}} if profile.get("extends") else {"add": {"B.1": 2}}
    company = Company.model_validate(content)
    assert not list(inconsistencies(company, nomenclature, DEFAULT_BASE))
    return company


def _named(**more: Any) -> st.SearchStrategy[dict[str, Any]]:
    optional = {
        key: value if isinstance(value, st.SearchStrategy) else st.just(value)
        for key, value in more.items()
    }
    return st.fixed_dictionaries(
        {"title": BOTH}, optional={"description": BOTH, "alternative_labels": NAMES, **optional}
    ).map(_without_repeated_title)


def _without_repeated_title(record: dict[str, Any]) -> dict[str, Any]:
    names = record.get("alternative_labels", {})
    for language, labels in names.items():
        names[language] = [name for name in labels if name != record["title"].get(language)]
    return record


@st.composite
def _profile(
    draw: st.DrawFn,
    nomenclature: Nomenclature,
    families: list[str],
    competences: list[str],
    before: list[str],
) -> dict[str, Any]:
    record = draw(
        st.fixed_dictionaries(
            {"title": BOTH},
            optional={
                "alternative_labels": NAMES,
                "criticality": st.integers(1, 5),
                "mission": BOTH,
                "career_path": BOTH,
                "trends": BOTH,
                "activities": GROUPS,
                "deliverables": STATEMENTS,
                "indicators": STATEMENTS,
                "family": st.sampled_from(["1", "6", *families]),
            },
        ).map(_without_repeated_title)
    )
    roots = ["6.3", "2.5", "3.2"]
    extended = draw(st.sampled_from([None, *roots, *before]))
    if extended is None:
        record.setdefault("family", "9")
        record["requirements"] = {"add": {"B.1": 2, **dict.fromkeys(competences[:1], 3)}}
        return record
    record["extends"] = extended
    if extended in roots:
        record["statements"] = draw(REWORDINGS)
    record["match"] = draw(st.sampled_from(["broad", "close"]))
    known = nomenclature.content.profile
    inherited = dict(known[extended].required_levels) if extended in roots else {}
    if extended in roots and draw(st.booleans()):
        other = draw(st.sampled_from([root for root in roots if root != extended]))
        record["extends"] = [extended, other]
        record.setdefault("family", "6")
        for code, level in known[other].required_levels.items():
            inherited[code] = max(level, inherited.get(code, 0))
    record["requirements"] = (
        draw(_changes(inherited, competences))
        if extended in roots
        else {"add": dict.fromkeys(competences[1:2], 2)}
    )
    return record


@st.composite
def _changes(
    draw: st.DrawFn, inherited: Mapping[str, int], competences: list[str]
) -> dict[str, Any]:
    touched = draw(st.lists(st.sampled_from(sorted(inherited)), unique=True, max_size=4))
    dropped = touched[::2]
    return {
        "drop": dropped,
        "override": {code: inherited[code] % 5 + 1 for code in touched if code not in dropped},
        "add": {code: draw(st.integers(1, 5)) for code in competences if draw(st.booleans())},
    }
