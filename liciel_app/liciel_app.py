"""The Reflex app: imports every screen, adds the guard, mounts the doors. No logic."""

import reflex as rx
from starlette.applications import Starlette

from liciel_app import doors, rooms
from liciel_app.office import services as office
from liciel_app.office.introductions import introduce
from liciel_app.ui import bridge, session
from liciel_app.ui.edge import Edge
from liciel_app.ui.guard import Guard

bridge.install(office.actor_of)
session.install(introduce, office.choose_language)
rooms.open_all()

app = rx.App(api_transformer=[Starlette(routes=doors.routes()), Edge])
app.add_middleware(Guard())
