"""Two editions of the nomenclature side by side, and the feed of what changed."""

from flask import Blueprint, Response, request

from cigref_kg.base.concordance import SUBSTANTIVE, Relation
from cigref_kg.base.model import Edition, Nomenclature
from cigref_kg.insight.editions import EditionComparison, comparable, compare_editions, sentence
from cigref_kg.insight.profile_texts import profile_texts
from cigref_kg.publish.editions import editions_as_csv, editions_as_json
from cigref_kg.web.documents import (
    alternate,
    in_language,
    requested_language,
    send_data,
    send_json,
    send_page,
    send_table,
)
from cigref_kg.web.pages.changes_feed import MEDIA_TYPE, changes_feed
from cigref_kg.web.problems import RefusedError
from cigref_kg.web.site import current_site
from cigref_kg.web.ui.messages import bilingual

bp = Blueprint("editions", __name__)

_FILES = (("json", "application/json"), ("csv", "text/csv"))


@bp.get("/editions/compare")
def compare() -> Response:
    """Compare two editions: ``?from=2022&to=2024``; else the two latest that can be."""
    site = current_site()
    nomenclature = site.served.published
    asked = [request.args.get(name, "")[:20] for name in ("from", "to")]
    before, after, mistake = _chosen(nomenclature, *asked)
    known = set(nomenclature.edition)
    comparison: EditionComparison | None = None
    if before and after and not mistake and known >= {before.year, after.year}:
        comparison = compare_editions(before, after)
    return send_page(
        "editions_compare.html",
        lambda _: {
            "pairs": comparable(nomenclature.editions),
            "before": before,
            "after": after,
            "mistake": mistake,
            "comparison": comparison,
            "sentence": sentence,
            "substantive": SUBSTANTIVE,
            "reworded": Relation.REWORDED,
            "texts": profile_texts,
            "totals": comparison.totals if comparison else {},
            "stated": [
                change
                for change in (after.content.changes if after and after.content else ())
                if before and not comparison
                if change.from_edition == before.year
            ],
            "missing": [e.year for e in (before, after) if e and e.year not in known],
            "at_hand": sorted(known),
        },
        status=400 if mistake else 200,
        links=[
            f'<{request.script_root}/changes.atom>; rel="alternate"; type="{MEDIA_TYPE}"',
            *(
                alternate(f"editions/compare.{end}", media_type)
                for end, media_type in _FILES
                if comparison
            ),
        ],
    )


@bp.get("/editions/compare.json")
def as_json() -> Response:
    """Answer with what changed between two editions, for machines."""
    comparison = _comparison()
    language = requested_language()
    response = send_json(
        lambda: editions_as_json(comparison, language), *_years(comparison), language
    )
    return in_language(response, language)


@bp.get("/editions/compare.csv")
def as_csv() -> Response:
    """Answer with every text of two editions side by side; ``?bom=1`` writes it for Excel."""
    comparison = _comparison()
    return send_table(
        f"editions-{'-'.join(_years(comparison))}.csv",
        lambda language: editions_as_csv(comparison, language),
        *_years(comparison),
    )


def _years(comparison: EditionComparison) -> tuple[str, str]:
    return str(comparison.before.year), str(comparison.after.year)


def _comparison() -> EditionComparison:
    """Return the comparison that is asked for, or else refuse, saying what can be."""
    nomenclature = current_site().served.published
    asked = [request.args.get(name, "")[:20] for name in ("from", "to")]
    before, after, _ = _chosen(nomenclature, *asked)
    if before and before is after:
        raise RefusedError(400, "refusal.edition_twice", year=str(before.year))
    if before and after and before.content and after.content:
        return compare_editions(before, after)
    known = [str(year) for year in nomenclature.edition]
    listed = ", ".join(known)
    detail = bilingual("refusal.editions_here", listed=listed)
    raise RefusedError(404, detail, {"editions": known})


@bp.get("/changes.atom")
def feed() -> Response:
    """Answer with the feed of what changed from edition to edition (Atom, RFC 4287)."""
    site = current_site()
    language = requested_language()
    response = send_data(
        lambda: changes_feed(site.dataset, site.issued, language), MEDIA_TYPE, language
    )
    return in_language(response, language)


def _chosen(
    nomenclature: Nomenclature, earlier: str, later: str
) -> tuple[Edition | None, Edition | None, tuple[str, str] | None]:
    """Return the two editions, the earlier first, or what is wrong: a message and the year.

    Where one or both are not asked for, they are those of the latest comparison that can be made.
    """
    for before, after in comparable(nomenclature.editions):
        if earlier in ("", str(before.year)) and later in ("", str(after.year)):
            return before, after, None
    by_year = {str(edition.year): edition for edition in nomenclature.editions}
    for year in (earlier, later):
        if year and year not in by_year:
            return None, None, ("editions.unknown", year)
    years = list(by_year)
    later = later or years[-1]
    earlier = earlier or years[max(years.index(later) - 1, 0)]
    before, after = sorted((by_year[earlier], by_year[later]), key=lambda edition: edition.year)
    return before, after, ("editions.same", earlier) if earlier == later else None
