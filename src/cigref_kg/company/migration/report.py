"""What a change of edition means for a company's jobs: in words, as JSON and as a workbook."""

from collections.abc import Iterator

from cigref_kg.base.concordance import Relation
from cigref_kg.base.messages import message
from cigref_kg.base.model import Language
from cigref_kg.company.migration.rules import JobMigration, Migration
from cigref_kg.insight.editions import LevelChange
from cigref_kg.publish.spreadsheets.shape import About, Column, Sheet
from cigref_kg.publish.spreadsheets.writing import workbook_bytes

_WIDTHS = (14, 36, 10, 60, 30, 40, 30, 14)


def migration_as_text(migration: Migration, language: Language) -> str:
    """Return the report for people, a block for each job."""
    return "\n".join(_lines(migration, language)) + "\n"


def migration_as_json(migration: Migration, language: Language) -> dict[str, object]:
    """Return the report as what JSON can hold, with titles and sentences in ``language``."""
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
    headings = _said("headings", language, before=migration.before.edition).split("|")
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
    return workbook_bytes(about, [Sheet(_said("sheet", language), columns, rows)])


def _lines(migration: Migration, language: Language) -> Iterator[str]:
    yield _heading(migration, language)
    for job in migration.jobs:
        extends = _said("extends" if job.extends else "new-job", language, code=job.extends)
        yield f"\n{job.code} {_title(migration, job, language)} ({extends})"
        if summary := _summary(job, language):
            yield f"  {summary}"
        if job.inherited:
            paths = ", ".join(_texts(job))
            yield f"  {_said('texts', language, code=job.extends, paths=paths)}"
        if job.levels:
            yield f"  {_said('levels', language, levels=', '.join(map(_moved, job.levels)))}"
        if job.adjusted:
            changes = ", ".join(_adjusted(job, language))
            yield f"  {_said('adjusted', language, changes=changes)}"
        if job.resembles:
            yield f"  {_said('resembles', language, codes=', '.join(job.resembles))}"
    yield ""
    for profile in migration.new:
        job_named = f"{profile.code} {profile.names.localized(language)}"
        yield _said("new", language, after=migration.after.edition, job=job_named)


def _heading(migration: Migration, language: Language) -> str:
    before, after = migration.before, migration.after
    return _said("title", language, name=before.name, before=before.edition, after=after.edition)


def _said(entry: str, language: Language, **places: object) -> str:
    return message(f"company.migration-{entry}", **places).localized(language)


def _moved(moved: LevelChange) -> str:
    return f"{moved.competence} {moved.before or '–'} → {moved.after or '–'}"


def _adjusted(job: JobMigration, language: Language) -> list[str]:
    nothing = _said("nothing", language)
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
