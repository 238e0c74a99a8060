"""The pictures of a page: drawn in its language, with links that work from where it stands."""

from collections.abc import Callable

from markupsafe import Markup

from cigref_kg.base.model import JobProfile, Language
from cigref_kg.insight.comparison import Comparison
from cigref_kg.insight.served import Served
from cigref_kg.publish.pictures import (
    careers_picture,
    comparison_picture,
    levels_picture,
    timeline_picture,
)


class Figures:
    """Draws what a page asks for.

    Args:
        served: the edition that the page shows.
        language: of the page.
        href: gives the address of an IRI of the dataset, from the page.
    """

    def __init__(self, served: Served, language: Language, href: Callable[[str], str]) -> None:
        self.served = served
        self.language = language
        self.href = href

    def careers(self, told_by: str) -> Markup:
        """Draw the stated moves, which the page tells below the heading ``told_by`` too."""
        served = self.served
        return careers_picture(
            served.content,
            self.language,
            href=lambda profile: self.href(served.iris.profile(served.year, profile.code)),
            told_by=told_by,
        )

    def comparison(self, comparison: Comparison) -> Markup:
        """Draw profiles side by side: for a wide page and for a telephone, of which one shows."""
        compared = comparison, self.served.framework, self.language
        return Markup('<div class="if-wide">{}</div><div class="if-narrow">{}</div>').format(
            comparison_picture(*compared),
            comparison_picture(*compared, "comparison-narrow", narrow=True),
        )

    def levels(self, profile: JobProfile) -> Markup:
        """Draw what a profile requires, by area."""
        return levels_picture(profile, self.served.framework, self.language)

    def timeline(self) -> Markup:
        """Draw the editions on an axis of years."""
        return timeline_picture(
            self.served.nomenclature.editions,
            self.language,
            href=lambda edition: self.href(self.served.iris.edition(edition.year)),
        )
