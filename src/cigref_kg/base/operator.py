"""Who runs a service, as its settings tell it; what is not told is left out everywhere."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operator:
    """The operator of a service."""

    publisher: str = ""
    """Who publishes the data: the name of an organisation."""
    publisher_url: str = ""
    """Its web address."""
    contact: str = ""
    """An e-mail address or the web address of a form."""
    legal_notice: str = ""
    """The web address of the legal notice."""
    repository: str = ""
    """The web address where the code and data are kept."""


NOBODY = Operator()
"""The operator of whom nothing is told."""
