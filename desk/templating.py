"""The templates' environment: escaping always on, and the words and addresses that every page uses."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request

from desk import article_words, wording
from desk.addresses import with_changes
from desk.correction_words import correction_words, corrector_words
from desk.corrections import mention_place
from desk.forms import form_token
from desk.menu import list_menu, region_choices, union_choices
from desk.notices import find_notice
from desk.place import Desk
from texts import _, current_language, plural
from texts.typography import NBSP, clean, counted, tone_words, web_address

if TYPE_CHECKING:
    from desk.view import View

_SHOWN = 200
_TEMPLATES = Path(__file__).parent / "templates"


def render(desk: Desk, request: Request, view: View) -> str:
    """The page's HTML. Every value is escaped unless it is one of our own drawings."""
    is_inside = not desk.has_users or bool(request.state.visitor.name)
    every = {
        "desk": desk,
        "registry": desk.registry,
        "zone": desk.zone,
        "title": view.title,
        "request": request,
        "path": request.url.path,
        "visitor": request.state.visitor,
        "language": current_language(),
        "token": form_token(desk, request),
        "is_inside": is_inside,
        "notice": find_notice(desk, request) if is_inside and view.status == _SHOWN else None,
        "downloads": _downloads(request, view),
        "outlet_name_here": lambda id_: wording.outlet_name(desk.registry, id_),
        "region_name_here": lambda code: wording.region_name(desk.registry, code),
        "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
    }
    return _environment().get_template(view.template).render(every | dict(view.context))


def _downloads(request: Request, view: View) -> list[tuple[str, str]]:
    forms = [("Excel", "xlsx"), ("Word", "docx"), ("CSV", "csv"), ("JSON", "json")] if view.sheets else []
    return [(name, with_changes(request, format=form)) for name, form in forms]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "_": _,
        "plural": plural,
        "counted": counted,
        "nbsp": NBSP,
        "changed": with_changes,
        "drawing": Markup,  # only for what charts/ drew
        "day": timedelta(1),
        "menu": list_menu,
        "union_choices": union_choices,
        "region_choices": region_choices,
        "outlet_link": lambda id_: wording.address(f"/outlet/{id_}"),
        "correction_words": correction_words,
        "corrector_words": corrector_words,
        "mention_place": mention_place,
        **wording.FUNCTIONS,
        **article_words.FUNCTIONS,
    }
    filters: dict[str, Any] = {"clean": clean, "web_address": web_address, "tone_words": tone_words}
    environment.filters |= filters
    return environment
