"""The files of the dataset, with their size, checksum, date and licence."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, request

from cigref_kg.base.iris import LICENCE
from cigref_kg.graph.file_kinds import FileKind, Group, kind_of
from cigref_kg.graph.metadata import FILE_STEM
from cigref_kg.publish.spreadsheets import MEDIA_TYPE
from cigref_kg.publish.version_changes import version_changes
from cigref_kg.publish.versions import kept_file, kept_versions
from cigref_kg.web.documents import not_acceptable, send_json, send_page
from cigref_kg.web.http.conditional import conditional, etag
from cigref_kg.web.http.formats import choose_format
from cigref_kg.web.http.negotiation import negotiate
from cigref_kg.web.linked_data.dereferencing import redirect_to
from cigref_kg.web.problems import refusal
from cigref_kg.web.site import Site, current_site
from cigref_kg.web.things.structured import structured_data

bp = Blueprint("downloads", __name__)


@dataclass(frozen=True, slots=True)
class File:
    """A file to download."""

    name: str
    kind: FileKind
    size: int
    sha256: str

    @property
    def subject(self) -> str | None:
        """What the file holds, as the messages call it: ``profiles``, ``ttl``; of most, nothing."""
        stem, _, extension = self.name.partition(".")
        if stem == FILE_STEM:
            return extension
        return stem.removeprefix(f"{self.edition}-") if self.kind.group is Group.TABLE else None

    @property
    def edition(self) -> str | None:
        """The year that its name begins with, if it is of another edition than the default one."""
        year = self.name.partition("-")[0]
        return year if year.isdecimal() else None


def files(site: Site) -> list[File]:
    """Return what can be downloaded."""
    return [
        File(name, kind_of(name), len(content), hashlib.sha256(content).hexdigest())
        for name, content in site.files.items()
    ]


@bp.get("/download/")
def index() -> Response:
    """List the files."""
    site = current_site()
    return send_page(
        "download.html",
        lambda language: {
            "structured": structured_data("download", site.served, None, language),
            "files": files(site),
            "groups": list(Group),
            "versions": [v for v in kept_versions_of(site) if v != site.dataset.version],
            "workbook_type": MEDIA_TYPE,
        },
    )


@bp.get("/download/<name>")
def file(name: str) -> Response:
    """Send a file, or lead a client that wants another format to what is said about it."""
    site = current_site()
    if name not in site.files:
        return refusal(
            404,
            "refusal.no_file",
            {"files": list(site.files)},
            name=name,
            listed=", ".join(site.files),
        )
    media_type = kind_of(name).media_type
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
            lambda: _attached(name, site.files[name]),
        )
    response.vary.add("Accept")
    return response


@bp.get("/download/<version>/<name>")
def versioned(version: str, name: str) -> Response:
    """Send a file of one version: that which is served, or one that is kept."""
    content = content_of(version, name)
    if content is None:
        return not_kept()
    return lasting(conditional(request, etag(version, name), lambda: _attached(name, content())))


def _attached(name: str, content: bytes) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Link": f'<{LICENCE}>; rel="license"',
    }
    return Response(content, mimetype=kind_of(name).media_type, headers=headers)


@bp.get("/download/<version>/changes.json")
def changes_since(version: str) -> Response:
    """Tell what changed from a kept version to the one that is served, by table and code."""
    site = current_site()
    if version not in (site.dataset.version, *kept_versions_of(site)):
        return not_kept()

    def old(name: str) -> bytes | None:
        content = content_of(version, name)
        return content() if content else None

    iris, current = site.dataset.iris, site.dataset.version
    return send_json(lambda: version_changes(iris, version, current, old, site.files.get), version)


def kept_versions_of(site: Site) -> list[str]:
    """Return the ids of the versions that are kept, the latest kept first."""
    return kept_versions(site.versions) if site.versions else []


def content_of(version: str, name: str) -> Callable[[], bytes] | None:
    """Return what reads a file of the version that is served, or of one that is kept."""
    site = current_site()
    if version == site.dataset.version and name in site.files:
        return lambda: site.files[name]
    kept = kept_file(site.versions, version, name) if site.versions else None
    return kept.read_bytes if kept else None


def not_kept() -> Response:
    """Refuse a file of a version that is not there; it tells which versions are."""
    site = current_site()
    there = list(dict.fromkeys([site.dataset.version, *kept_versions_of(site)]))
    listed = ", ".join(there)
    return refusal(404, "refusal.version_not_kept", {"versions": there}, listed=listed)


def lasting(response: Response) -> Response:
    """Say of a file whose address names its version that it never changes."""
    whose = "public" if current_site().is_open else "private"
    response.headers["Cache-Control"] = f"{whose}, max-age=31536000, immutable"
    return response
