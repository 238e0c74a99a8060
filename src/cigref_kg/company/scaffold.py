"""A first framework to change: one profile of the nomenclature extended, one competence added."""

from cigref_kg.base.messages import message
from cigref_kg.base.model import Nomenclature
from cigref_kg.company.consistency import check_fit
from cigref_kg.company.io.plain import Document, dotted, read_document
from cigref_kg.company.records import Company

_EXTENDED = "6.3"
"""Chief Information Security Officer: a job that most companies have."""


def first_company(name: str, base: str, nomenclature: Nomenclature) -> Company:
    """Return a small framework that fits, with something of each kind of change.

    Args:
        name: its short name.
        base: the IRI that others stand under.
        nomenclature: the model.

    Raises:
        RecordError: if the name or the base is not as it should be, such as a base of ours.
    """
    profile = nomenclature.content.profile[_EXTENDED]
    described = nomenclature.framework.at_level
    # One that is described a level lower too is lowered, and another dropped.
    lowered, level = next(
        (need.competence, need.level - 1)
        for need in profile.requirements
        if (need.competence, need.level - 1) in described
    )
    dropped = next(n.competence for n in profile.requirements if n.competence != lowered)
    changes = {"add": {"OWN-C1": 2}, "override": {lowered: level}, "drop": [dropped]}
    content = {
        "name": name,
        "base": base,
        "edition": nomenclature.served.year,
        "title": _said("title"),
        "competences": {
            "OWN-C1": {"title": _said("competence"), "levels": {"2": _said("level")}},
        },
        "profiles": {
            "OWN-1": {
                "title": _said("profile", job=profile.names),
                "extends": _EXTENDED,
                "requirements": changes,
                "deliverables": [_said("deliverable")],
            }
        },
    }
    options = Document(content, lambda path: f"--{dotted(path)}")
    source = read_document(options)
    check_fit(source, nomenclature)
    return source.company


def _said(entry: str, **places: object) -> dict[str, str]:
    return dict(message(f"company.example-{entry}", **places).items())
