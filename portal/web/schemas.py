"""GET /register/schemas/1.5.json: what records follow, for whoever builds a reader of them."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from portal.register import schemas as shipped

schemas = Blueprint("schemas", __name__)


@schemas.get("/register/schemas/<version>.json")
def document(version: str) -> Response:
    """The JSON Schema of this version of the record; 404 where there is none."""
    if version not in shipped.versions():
        abort(404)
    return Response(shipped.text_of(version), mimetype="application/schema+json")
