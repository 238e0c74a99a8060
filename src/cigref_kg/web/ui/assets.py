"""Static files under addresses that change with their content, so that caches may keep them."""

import hashlib
import re
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, request

from cigref_kg.web.http.conditional import FOREVER, REVALIDATE, conditional, etag

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MARGIN = re.compile(r"\s*\n\s*")
FOLDER = Path(__file__).parent.parent / "static"

bp = Blueprint("assets", __name__)


def digests() -> dict[str, str]:
    """Return a short digest of each static file, by name."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:12]
        for file in sorted(FOLDER.iterdir())
        if file.is_file()
    }


@bp.get("/favicon.ico")
def favicon() -> Response:
    """Serve the icon where browsers look for it when no page says where it is."""
    return static_file("favicon.ico")


@bp.get("/static/<name>")
def static_file(name: str) -> Response:
    """Serve a static file."""
    current = current_app.extensions["cigref_kg"].assets.get(name)
    if current is None:
        abort(404)
    media_type, _ = guess_type(name)
    return conditional(
        request,
        etag(current, name),
        lambda: Response(_content(FOLDER / name), mimetype=media_type),
        cache_control=FOREVER if request.args.get("v") == current else REVALIDATE,
    )


def _content(file: Path) -> bytes:
    """Return what is sent of a file: of a style sheet, nothing that only its authors read."""
    if file.suffix != ".css":
        return file.read_bytes()
    text = _COMMENT.sub("", file.read_text(encoding="utf-8"))
    return _MARGIN.sub("\n", text).encode()
