"""Documents for Word and LibreOffice Writer: jobs as descriptions and adverts."""

from cigref_kg.publish.documents.job import Employer, job_document
from cigref_kg.publish.documents.words import KINDS, SECTIONS, DocumentKind

__all__ = ["KINDS", "SECTIONS", "DocumentKind", "Employer", "job_document"]
