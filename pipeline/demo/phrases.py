"""What a synthetic team notes in its workbook, in each of the workbook's languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PHRASES: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "colon": {"fr": ("\u00a0: ",), "nl": (": ",), "en": (": ",)},
        "opinion": {
            "fr": (
                "esprit ouvert, disponible",
                "sait à quoi s’attendre",
                "écoute bien, limites claires",
                "oui",
            ),
            "nl": (
                "open geest, beschikbaar",
                "weet wat het inhoudt",
                "luistert goed, duidelijke grenzen",
                "ja",
            ),
            "en": ("open-minded, available", "knows what to expect", "listens well, clear limits", "yes"),
        },
        "notes": {
            "fr": (
                "Préfère les appels après 17 h.",
                "Écrire plutôt par message.",
                "Connaît bien le quartier.",
            ),
            "nl": ("Liever bellen na 17 uur.", "Liever een bericht sturen.", "Kent de buurt goed."),
            "en": ("Prefers calls after 5 pm.", "Better to send a message.", "Knows the area well."),
        },
        "proposal_notes": {
            "fr": ("En parler mercredi : horaires serrés.", "Bon contact à la soirée d’information."),
            "nl": ("Woensdag bespreken: krap qua uren.", "Goed contact op de infoavond."),
            "en": ("Discuss on Wednesday: tight schedule.", "Got on well at the information evening."),
        },
        "session_information": {
            "fr": ("Soirée d’information",),
            "nl": ("Infoavond",),
            "en": ("Information evening",),
        },
        "session_training": {
            "fr": ("Formation des volontaires",),
            "nl": ("Vorming voor vrijwilligers",),
            "en": ("Training for volunteers",),
        },
        "session_meeting": {
            "fr": ("Grand repas partagé", "Promenade et goûter"),
            "nl": ("Samen aan tafel", "Wandeling en vieruurtje"),
            "en": ("Big shared meal", "Walk and afternoon snack"),
        },
        "session_team": {
            "fr": ("Réunion de l’équipe",),
            "nl": ("Teamvergadering",),
            "en": ("Team meeting",),
        },
        "venue": {
            "fr": ("à la Maison des Duos, rue de l’Exemple 1", "à la bibliothèque communale"),
            "nl": ("in het Huis van de Duo’s, Voorbeeldstraat 1", "in de gemeentelijke bibliotheek"),
            "en": ("at the House of Duos, Rue de l’Exemple 1", "at the public library"),
        },
        "referred_to": {
            "fr": ("table de conversation du quartier",),
            "nl": ("praattafel in de buurt",),
            "en": ("the neighbourhood’s conversation table",),
        },
        "rhythm": {
            "fr": ("chaque mardi soir", "deux samedis par mois", "une fois par semaine"),
            "nl": ("elke dinsdagavond", "twee zaterdagen per maand", "één keer per week"),
            "en": ("every Tuesday evening", "two Saturdays a month", "once a week"),
        },
        "theme": {
            "fr": ("langue", "démarches", "loisirs"),
            "nl": ("taal", "papieren", "vrije tijd"),
            "en": ("language", "paperwork", "leisure"),
        },
        "next_step": {
            "fr": (
                "rappeler dans deux semaines",
                "proposer une visite de la bibliothèque",
                "inviter au repas",
            ),
            "nl": (
                "over twee weken terugbellen",
                "een bezoek aan de bib voorstellen",
                "uitnodigen voor de maaltijd",
            ),
            "en": ("call back in two weeks", "suggest a visit to the library", "invite to the meal"),
        },
    }
)


def phrase(kind: str, language: str, number: int) -> str:
    """One of the team's phrases; the same number gives the same one."""
    said = PHRASES[kind][language]
    return said[number % len(said)]
