"""Errors for people and machines: ``application/problem+json`` (RFC 9457), or a page.

A client that prefers HTML gets a page in its language; any other gets the JSON. Texts may be given
in both languages, as :class:`~cigref_kg.base.model.Text`; a plain string stands for both.
"""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from cigref_kg.base.deadline import LateError
from cigref_kg.base.errors import UnknownEditionError
from cigref_kg.base.model import Language, Text
from cigref_kg.base.writing import json_text
from cigref_kg.web.http.negotiation import negotiate_language, prefers_html
from cigref_kg.web.site import current_site
from cigref_kg.web.ui.messages import bilingual, messages_in
from cigref_kg.web.ui.rendering import render

MEDIA_TYPE = "application/problem+json"

Words = str | Text
_LATE = bilingual("refusal.late")
Headers = Mapping[str, str]


def problem(
    status: int,
    title: Words | None = None,
    detail: Words | None = None,
    *,
    headers: Headers | None = None,
    **extensions: object,
) -> Response:
    """Make the answer that tells what went wrong and what to do.

    Args:
        status: the HTTP status, 400 to 599.
        title: what kind of problem it is; the status's own words if absent.
        detail: what is wrong with this very request, and what to do.
        headers: headers that the status calls for, such as ``Allow`` or ``Retry-After``.
        extensions: further members of the JSON, such as ``formats`` or ``line``; the page lists
            those that are lists of strings.
    """
    as_page = prefers_html(request.headers.get("Accept"), [MEDIA_TYPE, "application/json"])
    language = negotiate_language(
        request.args.get("lang"),
        request.headers.get("Accept-Language"),
        default="fr" if as_page else "en",
    )
    said_title = _words(title, language) or _own_words("title", status, language)
    said_detail = _words(detail, language) or _own_words("detail", status, language)
    if as_page:
        lists = {
            name: value
            for name, value in extensions.items()
            if isinstance(value, list) and all(isinstance(item, str) for item in value)
        }
        page = render(
            "problem.html",
            language,
            served=current_site().served,
            status=status,
            problem_title=said_title,
            detail=said_detail,
            lists=lists,
            position=(extensions.get("line"), extensions.get("column")),
        )
        response = Response(page, status, mimetype="text/html")
    else:
        content = {"type": "about:blank", "title": said_title, "status": status}
        if said_detail:
            content["detail"] = said_detail
        body = json_text({**content, **extensions}) + "\n"
        response = Response(body, status, mimetype=MEDIA_TYPE)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    response.vary.update(("Accept", "Accept-Language"))
    response.headers.update(headers or {})
    return response


Extensions = Mapping[str, list[str]]
"""What there is in the place of what was asked for, by name."""


def refusal(
    status: int, key: str | Text, extensions: Extensions | None = None, /, **places: Any
) -> Response:
    """Answer with a problem in the words of a message.

    Args:
        status: as for :func:`problem`.
        key: of the message, or the words themselves.
        extensions: members of the JSON that the page lists, too.
        places: of the message.
    """
    detail = bilingual(key, **places) if isinstance(key, str) else key
    listed: Mapping[str, Any] = extensions or {}
    return problem(status, None, detail, **listed)


class RefusedError(Exception):
    """A request that is answered with a refusal; see :func:`refusal`."""

    def __init__(
        self, status: int, key: str | Text, extensions: Extensions | None = None, /, **places: Any
    ) -> None:
        super().__init__(key)
        self.refusal = status, key, extensions
        self.places = places


REFUSAL = "cigref_kg.refusal"
"""Where a layer before Flask leaves a status and what to say, for a request that it refuses."""


def refuse_what_was_refused() -> Response | None:
    """Answer a request that was refused before Flask saw it."""
    refused = request.environ.get(REFUSAL)
    if refused is None:
        return None
    status, detail, headers = refused
    return problem(status, None, detail, headers=headers)


def register_problems(app: Flask) -> None:
    """Answer every HTTP error of ``app``, and every failure of its code, with a problem."""
    app.register_error_handler(HTTPException, _answer_http_error)
    app.register_error_handler(LateError, lambda _: problem(503, detail=_LATE))
    app.register_error_handler(UnknownEditionError, _answer_unknown_edition)
    app.register_error_handler(RefusedError, _answer_refused)
    app.register_error_handler(Exception, _answer_failure)


def _answer_http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None or status < 400:
        return Response.force_type(error.get_response())  # type: ignore[return-value]
    headers = {name: value for name, value in error.get_headers() if name in _KEPT_HEADERS}
    detail = error.description if "description" in vars(error) else None
    return problem(status, None, detail, headers=headers)


def _answer_refused(error: RefusedError) -> Response:
    return refusal(*error.refusal, **error.places)


def _answer_unknown_edition(error: UnknownEditionError) -> Response:
    years = [str(year) for year in current_site().served.years]
    return refusal(404, error.words, {"editions": years})


_KEPT_HEADERS = {"Allow", "Retry-After", "Content-Range", "WWW-Authenticate"}


def _answer_failure(error: Exception) -> Response:
    from flask import current_app

    current_app.logger.exception("failed to answer %s %s", request.method, request.path)
    if current_app.testing:
        raise error
    return problem(500)


def _words(words: Words | None, language: Language) -> str | None:
    if isinstance(words, Text):
        return words.localized(language)
    return words


def _own_words(kind: str, status: int, language: Language) -> str:
    messages = messages_in(language)
    fallback = HTTPStatus(status).phrase if kind == "title" else ""
    return messages.words.get(f"problem.{status}.{kind}", fallback)
