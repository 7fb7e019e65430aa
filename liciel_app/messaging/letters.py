"""The words of every automatic mail and SMS: one entry per template, `{names}` filled by the sender.

Subjects and paragraphs are catalogue keys, so a reader gets them in his own language.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from liciel_app.core.language import Language, say


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    paragraphs: tuple[str, ...]


SIGNATURE = "{office}\n{office_phone}"
LETTERS: Mapping[str, Letter] = {
    "password.reset": Letter(
        "Votre nouveau mot de passe",
        (
            "Bonjour {name},",
            "Vous avez demandé à changer votre mot de passe. Ce lien sert une seule fois, pendant 30 minutes :",
            "{link}",
            "Si vous n’avez rien demandé, ignorez ce message : votre mot de passe ne change pas.",
        ),
    ),
    "account.opened": Letter(
        "Votre espace est ouvert",
        (
            "Bonjour {name},",
            "Nous avons ouvert votre espace : vous y suivez votre dossier et y retrouverez vos diagnostics.",
            "Choisissez votre mot de passe avec ce lien, valable sept jours :",
            "{link}",
        ),
    ),
    "order.received": Letter(
        "Votre commande {number} est bien reçue",
        (
            "Bonjour {name},",
            "Nous avons bien reçu votre commande {number} pour le bien situé {address}.",
            "Diagnostics : {missions}. Montant estimé : {amount} TTC.",
            "{visit}",
            "Préparez, si vous les avez, les anciens diagnostics, les plans et les factures de travaux.",
        ),
    ),
    "order.to_process": Letter(
        "Commande {number} à traiter",
        ("{name} commande {missions} pour {address} ({amount} TTC).", "{link}"),
    ),
    "order.received_to_quote": Letter(
        "Votre demande {number} est bien reçue",
        (
            "Bonjour {name},",
            "Nous avons bien reçu votre demande {number} pour le bien situé {address}.",
            "Diagnostics : {missions}. Leur prix dépend du bien : nous vous envoyons un devis très vite.",
            "{visit}",
        ),
    ),
    "order.to_quote": Letter(
        "Demande {number} : devis à faire",
        ("{name} demande {missions} pour {address}. La grille n’a pas de prix : un devis est à faire.", "{link}"),
    ),
    "draft.link": Letter(
        "Votre commande vous attend",
        (
            "Bonjour,",
            "Vous avez commencé une commande de diagnostics. Ce lien la rouvre là où vous l’avez laissée :",
            "{link}",
            "Il sert pendant trente jours. Si vous n’avez rien demandé, ignorez ce message.",
        ),
    ),
    "draft.to_validate": Letter(
        "Commande à valider : {title}",
        (
            "Bonjour {name},",
            "{author} a préparé une commande de diagnostics pour {title} et demande sa validation.",
            "Relisez-la, changez ce qu’il faut, puis validez-la :",
            "{link}",
        ),
    ),
    "draft.validated": Letter(
        "Commande validée : {title}",
        (
            "Bonjour {name},",
            "{author} a validé la commande que vous aviez préparée pour {title}. Elle porte le numéro {number}.",
            "Suivez-la ici :",
            "{link}",
        ),
    ),
    "request.received": Letter(
        "Nous avons bien reçu votre demande",
        (
            "Bonjour {name},",
            "Merci de votre message. Nous vous répondons très vite, par mail ou par téléphone.",
            "Vous nous avez écrit :",
            "{message}",
        ),
    ),
    "request.to_answer": Letter(
        "Demande du site : {name}",
        ("{name} écrit depuis le site ({contact}) :", "{message}", "{link}"),
    ),
    "request.answered": Letter(
        "Notre réponse à votre demande",
        ("Bonjour {name},", "{answer}", "Vous nous aviez écrit :", "{message}"),
    ),
    "appointment.confirmed": Letter(
        "Votre rendez-vous du {day} à {hour}",
        (
            "Bonjour {name},",
            "{technician} viendra le {day} {arrival}, {address}. Comptez environ {duration}.",
            (
                "À préparer : l’accès à toutes les pièces, au compteur électrique, à la chaudière et aux combles ; "
                "les anciens diagnostics et les factures de travaux."
            ),
            "Le rendez-vous est joint à ce message pour votre agenda.",
            "{attestation}",
            "Un empêchement ? Déplacez-le ou annulez-le avec ce lien, qui vous est personnel : {link}",
        ),
    ),
    "appointment.reminder": Letter(
        "Rappel : votre rendez-vous du {day} à {hour}",
        (
            "Bonjour {name},",
            "{technician} viendra le {day} {arrival}, {address}.",
            "Préparez l’accès à toutes les pièces, au compteur électrique, à la chaudière et aux combles.",
            "Un empêchement ? Déplacez le rendez-vous ou annulez-le avec ce lien, qui vous est personnel : {link}",
        ),
    ),
    "appointment.client_moved": Letter(
        "{name} déplace son rendez-vous au {day} à {hour}",
        ("{title}, {address}.", "Déplacé par le client avec son lien. L’agenda est à jour : {link}"),
    ),
    "appointment.client_cancelled": Letter(
        "{name} annule son rendez-vous du {day} à {hour}",
        ("{title}, {address}.", "Raison donnée : {reason}", "Le dossier est à planifier à nouveau : {link}"),
    ),
    "appointment.declined": Letter(
        "{technician} refuse la mission du {day} à {hour}",
        (
            "{title}, {address}.",
            "Raison donnée : {reason}",
            "Sa place est libérée ; le client n’est pas encore prévenu. Remplaçants proposés : {link}",
        ),
    ),
    "appointment.cancelled": Letter(
        "Votre rendez-vous du {day} à {hour} est annulé",
        ("Bonjour {name},", "Le rendez-vous du {day} à {hour}, {address}, est annulé. Nous vous recontactons."),
    ),
    "dossier.assigned": Letter(
        "Mission {reference} : {day} à {hour}",
        (
            "{title}, le {day} de {hour} à {end}.",
            "{address}\n{map}",
            "Contact sur place : {contact}.",
            "{missions}",
            "{warnings}",
            "Acceptez ou refusez cette mission : {answer}",
            "Sur votre téléphone : {link}",
            "À faire sur place",
            "{checklist}",
        ),
    ),
    "appointment.assigned": Letter(
        "Rendez-vous : {title}, {day} à {hour}",
        (
            "{title}, le {day} de {hour} à {end}.",
            "{address}",
            "Contact sur place : {contact}.",
            "{warnings}",
            "Acceptez ou refusez ce rendez-vous : {answer}",
            "Sur votre téléphone : {link}",
        ),
    ),
    "dossier.reminder": Letter(
        "Rappel : {title}, {day} à {hour}",
        ("{title}, le {day} à {hour}.", "{address}", "Contact sur place : {contact}."),
    ),
    "dossier.withdrawn": Letter(
        "Mission retirée : {day} à {hour}",
        ("{title}, {address}.", "Cette visite du {day} à {hour} n’est plus dans votre tournée."),
    ),
    "dossier.available": Letter(
        "Vos diagnostics sont disponibles : {address}",
        (
            "Bonjour {name},",
            "Les diagnostics du bien situé {address} sont prêts (dossier {reference}).",
            "Retrouvez-les dans votre espace : {link}",
            "{payment}",
        ),
    ),
    "quote.sent": Letter(
        "Votre devis {number} : {address}",
        (
            "Bonjour {name},",
            "Voici notre devis {number} pour le bien situé {address} : {amount} TTC, valable jusqu’au {until}.",
            "L’ordre de mission est joint. Lisez, choisissez vos options et signez en ligne, depuis votre téléphone :",
            "{link}",
            "Ce lien est personnel : ne le transmettez qu’à la personne qui signe.",
        ),
    ),
    "quote.reminder": Letter(
        "Votre devis {number} vous attend : {address}",
        (
            "Bonjour {name},",
            "Notre devis {number} pour le bien situé {address} ({amount} TTC) reste valable jusqu’au {until}.",
            "Une question ? Appelez-nous. Sinon, il se signe en une minute :",
            "{link}",
        ),
    ),
    "quote.accepted": Letter(
        "Devis {number} accepté : merci",
        (
            "Bonjour {name},",
            "Nous avons bien reçu votre accord sur le devis {number} ({amount} TTC).",
            (
                "Retrouvez ce que vous avez signé, le formulaire de rétractation s’il y a lieu, et l’acompte à régler "
                "s’il y en a un :"
            ),
            "{link}",
            "Nous vous proposons maintenant un rendez-vous.",
        ),
    ),
    "quote.accepted_office": Letter(
        "Devis {number} accepté par {name}",
        ("{name} accepte le devis {number} ({amount} TTC). Le dossier peut être ouvert.", "{link}"),
    ),
    "quote.refused": Letter(
        "Devis {number} refusé par {name}",
        ("{name} refuse le devis {number}.", "Raison donnée : {reason}", "{link}"),
    ),
    "creditnote.issued": Letter(
        "Avoir {number}",
        (
            "Bonjour {name},",
            "Voici l’avoir {number}, de {amount} : il annule ce qui restait dû de la facture {taken}.",
            "{reason}.",
        ),
    ),
    "deposit.received": Letter(
        "Acompte reçu : facture {number}",
        (
            "Bonjour {name},",
            "Nous avons reçu votre acompte de {amount} (facture {number}). Merci.",
            "Il sera déduit de votre facture finale.",
        ),
    ),
    "dossier.ready_for_recipient": Letter(
        "Diagnostics prêts : {address}",
        (
            "Bonjour {name},",
            "Les diagnostics du bien situé {address} sont prêts (dossier {reference}), à la demande de {client}.",
            "{client} en a été averti et peut vous les transmettre. Pour les recevoir de notre part, appelez-nous.",
        ),
    ),
    "payment.to_check": Letter(
        "Un paiement en ligne est à vérifier",
        ("{why}", "Notification de la plateforme : {event}.", "{link}"),
    ),
    "payment.received": Letter(
        "Paiement reçu : facture {number}",
        (
            "Bonjour {name},",
            "Nous avons reçu votre paiement de {amount} pour la facture {number}. Merci.",
            "Vos documents sont maintenant libres : {link}",
        ),
    ),
}


def compose(template: str, lang: Language, values: Mapping[str, object]) -> tuple[str, str]:
    """Subject and text of a letter, without the paragraphs left empty; a missing value is a bug and raises KeyError."""
    letter = LETTERS[template]
    said = (say(paragraph, lang).format(**values) for paragraph in (*letter.paragraphs, SIGNATURE))
    text = "\n\n".join(paragraph for paragraph in said if paragraph)
    return say(letter.subject, lang).format(**values), text.strip() + "\n"
