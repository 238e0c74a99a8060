"""What a change of edition means for a company's jobs: in words, as JSON and as a workbook."""

from collections.abc import Iterator

from cigref_kg.base.concordance import Relation
from cigref_kg.base.model import Language
from cigref_kg.company.migration.rules import JobMigration, Migration
from cigref_kg.insight.editions import LevelChange
from cigref_kg.publish.spreadsheets.shape import About, Column, Sheet
from cigref_kg.publish.spreadsheets.writing import workbook_bytes

_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "title": "{name}: from the edition of {before} to that of {after}",
        "extends": "extends {code}",
        "new_job": "extends nothing",
        "levels": "Levels that follow the edition",
        "adjusted": "Your requirements, said otherwise to the same effect",
        "texts": "Texts of {code} that changed",
        "resembles": "has the name of a new profile: {codes}; it could extend it",
        "new": "New in {after}",
        "colon": ":",
        "nothing": "no longer said",
        "sheet": "Jobs",
        "headings": "Job|Title|Extends|Since {before}|Levels|Requirements|Texts|Resembles",
    },
    "fr": {
        "title": "{name}\u00a0: de l’édition {before} à l’édition {after}",
        "extends": "étend {code}",
        "new_job": "n’étend rien",
        "levels": "Niveaux qui suivent l’édition",
        "adjusted": "Vos exigences, dites autrement pour le même effet",
        "texts": "Textes de {code} qui ont changé",
        "resembles": "porte le nom d’un nouveau profil\u00a0: {codes}\u00a0; il pourrait l’étendre",
        "new": "Nouveau en {after}",
        "colon": "\u00a0:",
        "nothing": "n’est plus dit",
        "sheet": "Métiers",
        "headings": "Métier|Titre|Étend|Depuis {before}|Niveaux|Exigences|Textes|Ressemble à",
    },
}
_WIDTHS = (14, 36, 10, 60, 30, 40, 30, 14)


def migration_as_text(migration: Migration, language: Language) -> str:
    """Return the report for people, a block for each job."""
    return "\n".join(_lines(migration, language)) + "\n"


def migration_as_json(migration: Migration, language: Language) -> dict[str, object]:
    """Return the report as what JSON can hold.

    Args:
        migration: what to tell.
        language: of titles and sentences.
    """
    return {
        "company": migration.before.name,
        "from": migration.before.edition,
        "to": migration.after.edition,
        "jobs": [
            {
                "code": job.code,
                "title": _title(migration, job, language),
                "extends": job.extends,
                "relation": _relation(job),
                "summary": _summary(job, language),
                "levels": [
                    {"competence": moved.competence, "from": moved.before, "to": moved.after}
                    for moved in job.levels
                ],
                "adjusted": [
                    {"competence": each.competence, "was": each.was, "now": each.now}
                    for each in job.adjusted
                ],
                "texts": _texts(job),
                "resembles": list(job.resembles),
            }
            for job in migration.jobs
        ],
        "new": [
            {"code": profile.code, "title": profile.names.localized(language)}
            for profile in migration.new
        ],
    }


def migration_as_workbook(migration: Migration, language: Language) -> bytes:
    """Return the report as a workbook, a row for each job."""
    words = _WORDS[language]
    headings = words["headings"].format(before=migration.before.edition).split("|")
    rows = [
        [
            job.code,
            _title(migration, job, language),
            job.extends,
            _summary(job, language),
            "\n".join(map(_moved, job.levels)),
            "\n".join(_adjusted(job, language)),
            "\n".join(_texts(job)),
            " ".join(job.resembles),
        ]
        for job in migration.jobs
    ]
    columns = [Column(name, width) for name, width in zip(headings, _WIDTHS, strict=True)]
    new = [(profile.code, profile.names.localized(language)) for profile in migration.new]
    about = About("Info", _heading(migration, language), language, new)
    return workbook_bytes(about, [Sheet(words["sheet"], columns, rows)])


def _lines(migration: Migration, language: Language) -> Iterator[str]:
    words = _WORDS[language]
    colon = words["colon"]
    yield _heading(migration, language)
    for job in migration.jobs:
        extends = words["extends"].format(code=job.extends) if job.extends else words["new_job"]
        yield f"\n{job.code} {_title(migration, job, language)} ({extends})"
        if summary := _summary(job, language):
            yield f"  {summary}"
        if job.inherited:
            paths = ", ".join(_texts(job))
            yield f"  {words['texts'].format(code=job.extends)}{colon} {paths}"
        if job.levels:
            yield f"  {words['levels']}{colon} {', '.join(map(_moved, job.levels))}"
        if job.adjusted:
            yield f"  {words['adjusted']}{colon} {', '.join(_adjusted(job, language))}"
        if job.resembles:
            yield f"  {words['resembles'].format(codes=', '.join(job.resembles))}"
    yield ""
    for profile in migration.new:
        label = words["new"].format(after=migration.after.edition)
        yield f"{label}{colon} {profile.code} {profile.names.localized(language)}"


def _heading(migration: Migration, language: Language) -> str:
    before, after = migration.before, migration.after
    places = {"name": before.name, "before": before.edition, "after": after.edition}
    return _WORDS[language]["title"].format(**places)


def _moved(moved: LevelChange) -> str:
    return f"{moved.competence} {moved.before or '–'} → {moved.after or '–'}"


def _adjusted(job: JobMigration, language: Language) -> list[str]:
    nothing = _WORDS[language]["nothing"]
    return [f"{a.competence} {a.was or '–'} → {a.now or nothing}" for a in job.adjusted]


def _summary(job: JobMigration, language: Language) -> str:
    return " ".join(root.since.get(language) or "" for root in job.roots).strip()


def _relation(job: JobMigration) -> str | None:
    """What became of what a job extends, of several the most that did."""
    relations = [root.relation for root in job.roots]
    return max(relations, key=list(Relation).index).value if relations else None


def _texts(job: JobMigration) -> list[str]:
    """The paths of texts that changed; of several profiles, with their codes."""
    if len(job.roots) == 1:
        return [link.path for _, link in job.inherited]
    return [f"{code}/{link.path}" for code, link in job.inherited]


def _title(migration: Migration, job: JobMigration, language: Language) -> str:
    title = migration.after.profiles[job.code].title.text
    return title.get(language) or title.fr or title.en or job.code
