"""The whole site as files that a plain web server publishes, with the rules that it needs."""

from cigref_kg.export.site_copy import Summary, export_site

__all__ = ["Summary", "export_site"]
