"""A copy of the site in a folder: ``public`` to publish, ``rules`` for the server."""

from dataclasses import dataclass
from pathlib import Path

from cigref_kg.base.errors import InputError, WrongValueError
from cigref_kg.base.files import beside, write_files
from cigref_kg.base.iris import Iris
from cigref_kg.base.messages import message
from cigref_kg.base.model import LANGUAGES
from cigref_kg.export.copying import Copier, Report, Wanted
from cigref_kg.export.links import below, relinked, without_forms
from cigref_kg.export.naming import Address, page_file, read_address
from cigref_kg.export.rules import Rules
from cigref_kg.export.servers import written
from cigref_kg.graph.dataset import Dataset
from cigref_kg.publish.sitemap import indexed_paths, sitemap
from cigref_kg.web.app import create_app
from cigref_kg.web.http.formats import DOCUMENT_TYPES

PUBLIC = "public"
RULES = "rules"

_HEADERS = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Access-Control-Allow-Origin",
    "Access-Control-Expose-Headers",
)
"""What every answer of the site carries, and so must every answer of the copy."""
_UNKNOWN = Address("/unknown")
_PICTURE = "static/social.png"  # which pages name to those who show links to them


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written."""

    files: int
    size: int
    """In bytes."""
    pages: int
    """HTML files, both languages together."""


def export_site(
    dataset: Dataset,
    folder: Path,
    root: str,
    report: Report,
    *,
    wanted: Wanted = lambda path: True,  # noqa: ARG005
) -> Summary:
    """Copy the site and all its documents into a folder, with the rules for web servers.

    Args:
        dataset: what the site serves.
        folder: where to; it is made if need be.
        root: the address at which the copy is to be published, ending with a slash.
        report: told now and then how many of how many documents are copied.
        wanted: tells by its path whether something is to be copied: everything unless given.

    Returns:
        How many files and bytes were written.

    Raises:
        InputError: if the folder holds something, or ``root`` is no such address.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(message("export.not-empty", folder=folder))
    try:
        Iris(root)
    except WrongValueError as error:
        raise InputError(message("export.no-address", why=error.words)) from error
    folder.parent.mkdir(parents=True, exist_ok=True)
    with beside(folder) as unfinished:
        copier = Copier(create_app(dataset), unfinished / PUBLIC, wanted)
        rules = _rules(copier, dataset, root)
        copier.copy(report)
        _write_the_rest(copier, dataset, rules)
        write_files(
            unfinished / RULES,
            {
                name: written(name, rules)
                for name in ("nginx-http.conf", "nginx-server.conf", "w3id.htaccess")
            },
        )
        unfinished.replace(folder)
    pages = sum(name.endswith(".html") for name in copier.sizes)
    return Summary(len(copier.sizes), sum(copier.sizes.values()), pages)


def _rules(copier: Copier, dataset: Dataset, root: str) -> Rules:
    headers = copier.get(Address("/")).headers
    return Rules(
        base=dataset.iris.base,
        root=root,
        headers={name: headers[name] for name in _HEADERS if name in headers},
        redirects=_redirects(copier, dataset),
    )


def _redirects(copier: Copier, dataset: Dataset) -> list[tuple[str, str]]:
    """Return the short addresses, learnt from where the site itself leads one of each kind."""
    nomenclature = dataset.nomenclature
    samples = {
        "profile": nomenclature.content.profiles[0].code,
        "family": nomenclature.content.families[0].code,
        "edition": str(nomenclature.editions[0].year),
        "competence": nomenclature.framework.competences[0].code,
        "area": nomenclature.framework.areas[0].code,
        "aspect": nomenclature.framework.aspects[0].code,
        "level": str(nomenclature.framework.levels[0].rank),
        "id/profile": nomenclature.content.profiles[0].code,
        "id/family": nomenclature.content.families[0].code,
        "id/change": nomenclature.content.changes[0].profile,
        "id/move": nomenclature.content.moves[0].notation,
    }
    redirects = []
    for kind, code in samples.items():
        response = copier.get(Address(f"/{kind}/{code}"))
        location, _ = read_address(response.headers["Location"])
        before, _, after = location.path.removeprefix("/").rpartition(code)
        redirects.append((f"{kind}/([A-Za-z0-9./-]+)", f"{before}$1{after}"))
    return redirects


def _write_the_rest(copier: Copier, dataset: Dataset, rules: Rules) -> None:
    """Write what no page links to: errors, the rules of Apache, the list of pages, a picture."""
    for language in LANGUAGES:
        page = without_forms(copier.get(_UNKNOWN, language).text, language)

        def resolve(target: str) -> str | None:
            return copier.resolve(target, language, may_find=False)  # noqa: B023  (used at once)

        # The page stands at any address: relative links would lead nowhere.
        content = relinked(page, _UNKNOWN.path, resolve, below(rules.prefix))
        copier.write(page_file(Address("/404"), language), content.encode())
    formats = ", ".join(DOCUMENT_TYPES.values())
    told = message("export.not-acceptable", formats=formats)
    copier.write("406.txt", f"{told.fr}\n{told.en}\n".encode())
    copier.write(".htaccess", written("apache.htaccess", rules))
    paths = indexed_paths(dataset.nomenclature)
    copier.write("sitemap.xml", sitemap(rules.root, paths, copier.site.issued))
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {rules.root}sitemap.xml\n"
    copier.write("robots.txt", robots.encode())
    copier.write(_PICTURE, copier.get(Address(f"/{_PICTURE}")).data)
