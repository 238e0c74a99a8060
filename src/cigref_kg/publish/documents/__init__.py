"""Documents for Word and LibreOffice Writer: jobs as descriptions and adverts."""

from cigref_kg.publish.documents.job import KINDS, SECTIONS, DocumentKind, Employer, job_document

__all__ = ["KINDS", "SECTIONS", "DocumentKind", "Employer", "job_document"]
