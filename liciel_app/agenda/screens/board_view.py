"""How the states of a visit are shown."""

from liciel_app.ui.badge import Status

STATES = {
    "planned": Status("Planifié", "blue", "calendar-check"),
    "on_the_way": Status("En route", "amber", "car"),
    "arrived": Status("Arrivé", "amber", "map-pin"),
    "done": Status("Terminé", "green", "circle-check"),
    "day_off": Status("Congé", "grey", "tree-palm"),
}
