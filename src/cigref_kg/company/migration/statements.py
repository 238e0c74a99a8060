"""Where the statements that a framework says in its own words stand in the later edition."""

from collections.abc import Mapping

from cigref_kg.base.concordance import Concordance
from cigref_kg.company.inheritance.profiles import LISTED, EffectiveProfile
from cigref_kg.company.records import StatementChanges


def moved_statements(
    changes: StatementChanges,
    before: EffectiveProfile,
    after: EffectiveProfile,
    concordance: Concordance,
) -> StatementChanges:
    """Return the same changes, of the same statements, by the names they have later.

    What the later edition no longer has needs neither own words nor to be dropped.

    Args:
        changes: of one profile.
        before: what the profile has from those that it extends.
        after: the same in the later edition.
        concordance: what became of each statement of the nomenclature.
    """
    later = {
        profile.before: (
            profile.after,
            {link.before: link.after for link in profile.links if link.before},
        )
        for profile in concordance.profiles
        if profile.before and profile.after
    }

    def moved(name: str) -> str | None:
        origin, listed = before.origin(name)
        path: str | None = listed
        if origin in later:
            origin, paths = later[origin]
            path = _path(paths, listed)
        if path is None:
            return None
        kind, place, *below = path.split("/")
        position = after.origins[LISTED[kind]].index((origin, int(place))) + 1
        return "/".join((kind, str(position), *below))

    return StatementChanges(
        replace={name: words for old, words in changes.replace.items() if (name := moved(old))},
        drop=tuple(name for old in changes.drop if (name := moved(old))),
    )


def _path(paths: Mapping[str, str | None], path: str) -> str | None:
    """The later path; of a group without a heading, where the first of its statements went."""
    if path in paths:
        return paths[path]
    within = (new for old, new in paths.items() if old.startswith(f"{path}/") and new)
    first = next(within, None)
    return first and "/".join(first.split("/")[:2])
