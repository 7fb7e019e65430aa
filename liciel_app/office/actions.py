"""The journal's actions in words: what the timeline and the journal's screen say."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, str]] = {
    "account.created": "Compte créé",
    "account.logged_in": "Connexion",
    "account.logged_out": "Déconnexion",
    "account.login_failed": "Échec de connexion",
    "account.password_changed": "Mot de passe changé",
    "account.reset_asked": "Nouveau mot de passe demandé",
    "message.sent": "Message envoyé",
    "message.written": "Message écrit",
}
