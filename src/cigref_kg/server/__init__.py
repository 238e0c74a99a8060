"""The service that ``cigref-kg serve`` runs."""

from cigref_kg.server.loading import Source
from cigref_kg.server.serving import serve

__all__ = ["Source", "serve"]
