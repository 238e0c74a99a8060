"""A job as a Word document: a description for the file, or an advert to publish.

The company gives a template with its fonts, headings and header. What stands in it is kept; the job
comes in the place of a paragraph ``{{content}}`` (or ``{{contenu}}``), else at the end, and
``{{title}}``, ``{{code}}``, ``{{family}}`` and ``{{company}}`` are filled in, in French too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from cigref_kg.base.messages import message
from cigref_kg.base.model import JobProfile, Language, Names, Nomenclature, Statement, Text
from cigref_kg.publish.documents.word import WordDocument

DocumentKind = Literal["description", "advert"]
KINDS: tuple[DocumentKind, ...] = get_args(DocumentKind)

SECTIONS = (
    "company mission activities deliverables indicators competences aspects career trends".split()
)
DEFAULT_SECTIONS: Mapping[DocumentKind, Sequence[str]] = {
    "description": [name for name in SECTIONS if name not in {"company", "trends"}],
    "advert": ["company", "mission", "activities", "competences", "career"],
}
_IN_FRENCH = {"title": "titre", "code": "code", "family": "famille", "company": "entreprise"}


@dataclass(frozen=True, slots=True)
class Employer:
    """The company whose job it is, as documents name it."""

    title: Text
    description: Text


def job_document(
    nomenclature: Nomenclature,
    profile: JobProfile,
    language: Language,
    *,
    kind: DocumentKind = "description",
    employer: Employer | None = None,
    sections: Sequence[str] = (),
    template: bytes | None = None,
    logo: bytes | None = None,
) -> bytes:
    """Return a job as the bytes of a DOCX file.

    Args:
        nomenclature: where families and competences are, companies' own included.
        profile: the job.
        language: of headings and texts.
        kind: a description, or an advert.
        employer: whose job it is.
        sections: which of ``SECTIONS``, in which order; by default those of the kind.
        template: the bytes of a DOCX file whose styles and texts are used.
        logo: the bytes of a PNG or JPEG file, for the header.

    Raises:
        InputError: if the template or the logo cannot be used.
    """
    document = WordDocument(template)
    if logo is not None:
        document.put_logo(logo)
    job = _Job(document, nomenclature, profile, language, kind, employer)
    names = job.names()
    document.fill_in({**names, **{_IN_FRENCH[name]: value for name, value in names.items()}})
    job.write(sections or DEFAULT_SECTIONS[kind])
    title = f"{profile.code} {names['title']}"
    return document.finished(title=title, author=names["company"] or "cigref-kg", language=language)


@dataclass(frozen=True)
class _Job:
    """Writes a job into a document."""

    document: WordDocument
    nomenclature: Nomenclature
    profile: JobProfile
    language: Language
    kind: DocumentKind
    employer: Employer | None

    def localized(self, words: Text | Names) -> str:
        """Words in the language of the document, or in the other one."""
        return words.localized(self.language)

    def names(self) -> Mapping[str, str]:
        """What a template may name."""
        return {
            "title": self.localized(self.profile.names),
            "code": self.profile.code,
            "family": self.localized(self.nomenclature.content.family[self.profile.family].names),
            "company": self.localized(self.employer.title) if self.employer else "",
        }

    def write(self, sections: Sequence[str]) -> None:
        """Write the chosen sections; one that has nothing to say is left out."""
        names = self.names()
        self.document.paragraph(names["title"], "Heading 1" if self.document.is_filled else "Title")
        told = [self._said(self.kind)]
        if self.kind == "description":
            told += [names["code"], names["family"]]
        self.document.paragraph(" · ".join(filter(None, [*told, names["company"]])), "Subtitle")
        profile = self.profile
        writers: Mapping[str, Callable[[], bool]] = {
            "company": lambda: self.text(self.employer.description if self.employer else Text()),
            "mission": lambda: self.text(profile.mission),
            "activities": self.activities,
            "deliverables": lambda: self.items(profile.deliverables.items),
            "indicators": lambda: self.items(profile.indicators.items),
            "competences": self.competences,
            "aspects": self.aspects,
            "career": lambda: self.text(profile.career_path),
            "trends": lambda: self.text(profile.trends),
        }
        for name in sections:
            heading = self.document.paragraph(self._said(f"{self.kind}-{name}"), "Heading 1")
            if not writers[name]():
                self.document.remove(heading)
        source = "official-source" if self.nomenclature.official_wording else "source"
        self.document.small(self._said(source, year=self.nomenclature.served.year))

    def _said(self, entry: str, **places: object) -> str:
        return self.localized(message(f"publish.document-{entry}", **places))

    def text(self, words: Text) -> bool:
        """Write a text."""
        self.document.text(self.localized(words))
        return bool(words)

    def activities(self) -> bool:
        """Write the activities under their headings."""
        for group in self.profile.groups:
            heading = self.localized(group.opening)
            if heading:
                self.document.paragraph(heading, "Heading 2")
            self.items(group.activities)
        return bool(self.profile.groups)

    def items(self, statements: Sequence[Statement], depth: int = 0) -> bool:
        """Write statements, and those below them."""
        for statement in statements:
            self.document.bullet(self.localized(statement.text), depth)
            self.items(statement.below, depth + 1)
        return bool(statements)

    def competences(self) -> bool:
        """Write what is required: a table with what levels mean, or a list for an advert."""
        framework = self.nomenclature.framework
        rows = []
        for need in self.profile.requirements:
            at_level = framework.at_level.get((need.competence, need.level))
            meaning = self.localized(at_level.description) if at_level else ""
            name = self.localized(framework.competence[need.competence].names)
            rows.append((need.competence, name, str(need.level), meaning))
        if self.kind == "advert":
            colon = " : " if self.language == "fr" else ": "
            for _, name, _, meaning in rows:
                self.document.bullet(colon.join(filter(None, (name, meaning))))
        elif rows:
            headings = self._said("competence-columns").split("|")
            self.document.table([headings, *rows], (1.8, 4.2, 2.1, 7.9))
        return bool(rows)

    def aspects(self) -> bool:
        """Write the legible stars of the transversal aspects."""
        known = self.nomenclature.framework.aspect
        rows = [
            (r.aspect, self.localized(known[r.aspect].names), str(r.stars))
            for r in self.profile.ratings
        ]
        if self.kind == "advert":
            for _, name, _ in rows:
                self.document.bullet(name)
        elif rows:
            self.document.table([self._said("aspect-columns").split("|"), *rows], (1.8, 10.2, 4))
        return bool(rows)
