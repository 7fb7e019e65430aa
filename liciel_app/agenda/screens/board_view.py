"""How the states of a visit, and its technician's answer, are shown."""

from liciel_app.ui.badge import Status

STATES = {
    "planned": Status("Planifié", "blue", "calendar-check"),
    "on_the_way": Status("En route", "amber", "car"),
    "arrived": Status("Arrivé", "amber", "map-pin"),
    "started": Status("En cours", "amber", "loader"),
    "done": Status("Terminé", "green", "circle-check"),
    "day_off": Status("Congé", "grey", "tree-palm"),
}
ANSWERED = {
    "waiting": Status("Réponse du technicien attendue", "amber", "hourglass"),
    "accepted": Status("Accepté par le technicien", "green", "circle-check"),
    "refused": Status("Refusé par le technicien", "red", "circle-x"),
}
