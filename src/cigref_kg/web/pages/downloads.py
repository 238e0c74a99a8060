"""The files of the dataset, with their size, checksum, date and licence."""

import hashlib
from dataclasses import dataclass

from flask import Blueprint, Response, request
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS

from cigref_kg.base.model import Text
from cigref_kg.graph.catalogue import FILE_MEDIA_TYPES
from cigref_kg.graph.description import LICENCE
from cigref_kg.graph.metadata import FILE_STEM
from cigref_kg.publish.spreadsheets import MEDIA_TYPE
from cigref_kg.web.documents import not_acceptable, send_page
from cigref_kg.web.http.conditional import conditional, etag
from cigref_kg.web.http.formats import choose_format
from cigref_kg.web.http.negotiation import negotiate
from cigref_kg.web.linked_data.dereferencing import redirect_to
from cigref_kg.web.problems import problem
from cigref_kg.web.site import Site, current_site
from cigref_kg.web.things.structured import structured_data
from cigref_kg.web.ui.rendering import render

bp = Blueprint("downloads", __name__)


@dataclass(frozen=True, slots=True)
class File:
    """A file to download."""

    name: str
    media_type: str
    size: int
    sha256: str

    @property
    def is_table(self) -> bool:
        """Whether it opens in a spreadsheet."""
        return self.media_type == "text/csv"

    @property
    def subject(self) -> str:
        """What the file holds, as the messages call it: ``profiles``, ``ttl``, ``csv_metadata``."""
        stem, _, extension = self.name.partition(".")
        return extension if stem == FILE_STEM else stem.replace("-", "_")


def files(site: Site) -> list[File]:
    """Return what can be downloaded."""
    return [
        File(name, media_type_of(name), len(content), hashlib.sha256(content).hexdigest())
        for name, content in site.files.items()
    ]


def media_type_of(name: str) -> str:
    """Return the media type of a file by its extension."""
    return FILE_MEDIA_TYPES[name.rpartition(".")[2]]


@bp.get("/download/")
def index() -> Response:
    """List the files."""
    site = current_site()
    return send_page(
        lambda language: render(
            "download.html",
            language,
            iri=f"{site.base}download/",
            structured=structured_data("download", site.dataset, (), language),
            files=files(site),
            issued=issued(site),
            workbook_type=MEDIA_TYPE,
        )
    )


@bp.get("/download/<name>")
def file(name: str) -> Response:
    """Send a file, or lead a client that wants another format to what is said about it."""
    site = current_site()
    if name not in site.files:
        return problem(
            404,
            None,
            Text(
                fr=f"Il n’y a pas de fichier « {name} ». Les fichiers : {', '.join(site.files)}.",
                en=f"There is no file “{name}”. The files are: {', '.join(site.files)}.",
            ),
            files=list(site.files),
        )
    media_type = media_type_of(name)
    accept = request.headers.get("Accept")
    if negotiate(accept, [media_type], media_type) is None:
        extension = choose_format(accept)
        if extension is None or site.dataset.iris.download(name) not in site.descriptions:
            return not_acceptable([media_type])
        response = redirect_to(f"doc/download/{name}.{extension}", 303)
    else:
        response = conditional(
            request,
            etag(site.version, request.path),
            lambda: Response(
                site.files[name],
                mimetype=media_type,
                headers={
                    "Content-Disposition": f'attachment; filename="{name}"',
                    "Link": f'<{LICENCE}>; rel="license"',
                },
            ),
        )
    response.vary.add("Accept")
    return response


def issued(site: Site) -> tuple[int, int, int] | None:
    """Return the year, month and day on which the dataset was issued."""
    subject = URIRef(site.dataset.iris.dataset)
    issued = next(site.dataset.union.objects(subject, DCTERMS.issued), None)
    if not isinstance(issued, Literal):
        return None
    year, month, day = map(int, str(issued).split("-"))
    return year, month, day
