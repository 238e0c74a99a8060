"""The pictures of a page: drawn in its language, with links that work from where it stands."""

from collections.abc import Callable

from markupsafe import Markup

from cigref_kg.base.model import JobProfile, Language
from cigref_kg.insight.comparison import Comparison
from cigref_kg.publish.pictures import (
    careers_picture,
    comparison_picture,
    levels_picture,
    timeline_picture,
)
from cigref_kg.web.site import Site


class Drawn:
    """Draws what the page of a site asks for.

    Args:
        site: what is served.
        language: of the page.
        href: gives the address of an IRI of the dataset, from the page.
    """

    def __init__(self, site: Site, language: Language, href: Callable[[str], str]) -> None:
        self.nomenclature = site.dataset.whole
        self.iris = site.dataset.iris
        self.language = language
        self.href = href

    def careers(self) -> Markup:
        """Draw the stated moves of the served edition."""
        year = self.nomenclature.served.year
        return Markup(  # noqa: S704  (made from the model by an XML writer)
            careers_picture(
                self.nomenclature.content,
                self.language,
                href=lambda profile: self.href(self.iris.profile(year, profile.code)),
            )
        )

    def comparison(self, comparison: Comparison) -> Markup:
        """Draw profiles side by side: for a wide page and for a telephone, of which one shows."""
        framework = self.nomenclature.framework
        return Markup('<div class="if-wide">{}</div><div class="if-narrow">{}</div>').format(
            Markup(comparison_picture(comparison, framework, self.language)),  # noqa: S704
            Markup(  # noqa: S704
                comparison_picture(
                    comparison, framework, self.language, "comparison-narrow", narrow=True
                )
            ),
        )

    def levels(self, profile: JobProfile) -> Markup:
        """Draw what a profile requires, by area."""
        return Markup(  # noqa: S704
            levels_picture(profile, self.nomenclature.framework, self.language)
        )

    def timeline(self) -> Markup:
        """Draw the editions on an axis of years."""
        return Markup(  # noqa: S704
            timeline_picture(
                self.nomenclature.editions,
                self.language,
                href=lambda edition: self.href(self.iris.edition(edition.year)),
            )
        )
