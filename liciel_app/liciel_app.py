"""The Reflex app: imports every screen, adds the guard, mounts the doors. No logic."""

from functools import partial
from typing import Any

import reflex as rx
from starlette.applications import Starlette

from liciel_app import doors, rooms
from liciel_app.directory.services_keys import holder_of
from liciel_app.office import services as office
from liciel_app.office.introductions import introduce
from liciel_app.ui import bridge, door, first_sight, serving, session
from liciel_app.ui.connection import app_kwargs
from liciel_app.ui.edge import Edge
from liciel_app.ui.empty import not_found_page
from liciel_app.ui.guard import Guard
from liciel_app.ui.shelf import Pages
from liciel_app.website.errors import UnknownPages, error_page

bridge.install(office.actor_of)
door.install_keys(holder_of)
session.install(introduce, office.choose_language)
door.install_error_page(error_page)
rooms.open_all()

spoken: Any = session.Session.lang
layers = [partial(Pages, built=serving.BUILT), UnknownPages, Starlette(routes=doors.routes()), Edge]
app = rx.App(**app_kwargs(spoken), api_transformer=layers, hydrate_fallback=first_sight.waiting)
app.add_page(not_found_page, route="404")
app.add_middleware(Guard())
