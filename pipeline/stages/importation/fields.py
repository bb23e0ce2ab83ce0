"""What an organisation's own list may tell, and how such lists head it in French, Dutch and English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from pipeline.vocabulary.form import Form, Question, Type
from pipeline.vocabulary.people import Role
from pipeline.vocabulary.week import DAYS
from pipeline.words import LANGUAGES, Speaker, normalised

ROLE, FULL_NAME, CODE, RECEIVED, STAGE = "role", "full_name", "code", "received", "stage"
CITIZEN_PHONE, NEWCOMER_PHONE = "citizen_phone", "newcomer_phone"
DATES = ("confirmed_on", "trained_on", "charter_on", "agreement_on")
"""Dates that the team fills in about a person."""

PEOPLE = (ROLE, FULL_NAME, CODE, RECEIVED, STAGE, "followed_by", *DATES)
DUOS = (
    "citizen",
    "newcomer",
    CITIZEN_PHONE,
    NEWCOMER_PHONE,
    "made_on",
    "term",
    "closed_on",
    "referent",
    "rhythm",
)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


SIDES: Mapping[Role, tuple[str, ...]] = MappingProxyType(
    {
        Role.CITIZEN: _words(
            "volontaire, volontaires, bénévole, bénévoles, citoyen, citoyenne, citoyens, parrain, "
            "marraine, parrains, mentor, mentors, vrijwilliger, vrijwilligers, burger, buddy, "
            "buddies, volunteer, volunteers, citizen, citizens, v"
        ),
        Role.NEWCOMER: _words(
            "nouvel arrivant, nouvelle arrivante, nouveaux arrivants, nouveau, nouveaux, filleul, "
            "filleule, filleuls, bénéficiaire, bénéficiaires, participant, participants, personne "
            "nouvelle ici, nieuwkomer, nieuwkomers, deelnemer, deelnemers, newcomer, newcomers, "
            "mentee, mentees, n"
        ),
    }
)
"""How lists call each side."""

TELEPHONES = _words("tél, tel, téléphone, gsm, telefoon, phone")
FREE = _words(
    "disponibilité, disponibilités, dispo, dispos, libre, quand, beschikbaarheid, vrij, wanneer, "
    "availability, available, free"
)
SYNONYMS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        ROLE: _words("rôle, type, profil, catégorie, rol, soort, profiel, role, side, kind"),
        FULL_NAME: _words(
            "nom et prénom, nom prénom, prénom et nom, prénom nom, nom complet, naam en voornaam, "
            "voornaam en naam, volledige naam, full name, name"
        ),
        CODE: _words("code, n°, numéro, id, référence, nr, nummer, number, reference"),
        RECEIVED: _words(
            "inscription, inscrit le, inscrite le, date d'inscription, reçu le, date, horodateur, "
            "ingeschreven op, inschrijving, datum, tijdstempel, registered, registered on, "
            "timestamp"
        ),
        STAGE: _words("étape, statut, état, situation, fase, status, stand, stage"),
        "followed_by": _words("suivi par, référent, référente, opgevolgd door, followed by"),
        "first_name": _words("prénom, prénoms, voornaam, first name, given name"),
        "last_name": _words("nom, nom de famille, familienaam, achternaam, naam, surname, last name"),
        "phone": _words(
            "tél, tel, téléphone, gsm, portable, mobile, numéro de téléphone, n° de téléphone, n° "
            "gsm, telefoon, telefoonnummer, gsm-nummer, telephone, phone, phone number, mobile "
            "phone"
        ),
        "email": _words(
            "e-mail, email, mail, courriel, adresse mail, adresse e-mail, mailadres, e-mailadres, "
            "email address"
        ),
        "postcode": _words(
            "code postal, cp, commune, localité, ville, adresse, postcode, gemeente, woonplaats, "
            "stad, zip, zip code, postal code, municipality, town, city"
        ),
        "languages_well": _words(
            "langue, langues, langues parlées, parle, taal, talen, spreekt, talenkennis, "
            "language, languages, spoken languages"
        ),
        "languages_some": _words("un peu, langues un peu, notions, een beetje, basiskennis, a little"),
        "availability": FREE,
        "free_time": FREE,
        "needs": _words(
            "besoin, besoins, demande, souhait, souhaits, nood, noden, vraag, vragen, need, needs"
        ),
        "offers": _words(
            "propose, peut proposer, offre, compétences, biedt aan, aanbod, kan aanbieden, offer, "
            "offers, skills"
        ),
        "likes": _words(
            "intérêts, centres d'intérêt, loisirs, hobbys, aime, interesses, hobby's, houdt van, "
            "interests, hobbies, likes"
        ),
        "dislikes": _words("n'aime pas, houdt niet van, dislikes"),
        "gender": _words("sexe, genre, geslacht, gender, m/f, m/v, h/f"),
        "age": _words("âge, tranche d'âge, leeftijd, age"),
        "places": _words("places, nombre de duos, plaatsen, aantal duo's, number of duos"),
        "citizen": SIDES[Role.CITIZEN],
        "newcomer": SIDES[Role.NEWCOMER],
        CITIZEN_PHONE: tuple(f"{phone} {side}" for phone in TELEPHONES for side in SIDES[Role.CITIZEN]),
        NEWCOMER_PHONE: tuple(f"{phone} {side}" for phone in TELEPHONES for side in SIDES[Role.NEWCOMER]),
        "made_on": _words(
            "début, date de début, depuis, duo depuis, commencé le, start, startdatum, begin, "
            "begindatum, sinds, since, start date, started, started on"
        ),
        "term": _words(
            "fin, date de fin, fin prévue, jusqu'au, jusque, einde, einddatum, tot, end, end "
            "date, until, planned end"
        ),
        "closed_on": _words(
            "clôturé le, terminé le, arrêté le, afgesloten op, beëindigd op, closed, closed on, ended on"
        ),
        "referent": _words(
            "référent, référente, personne de référence, accompagnant, begeleider, vaste "
            "contactpersoon, coach, referent, contact person"
        ),
        "rhythm": _words("rythme, fréquence, ritme, frequentie, rhythm, frequency"),
    }
)
"""Field → the headings that lists give it, beyond the form's own words."""


def headings_of(form: Form, role_words: Mapping[Role, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Heading as we compare it → every field that it may stand for."""
    index: dict[str, set[str]] = {}
    for field, words in _spoken(form, role_words):
        for word in words:
            index.setdefault(normalised(word), set()).add(field)
    return {heading: frozenset(fields) for heading, fields in index.items() if heading}


def is_grid(question: Question) -> bool:
    """A week without options is asked as a grid: a column a day."""
    return question.type is Type.WEEK and not question.options


def grid_heading(question: Question, day: str, language: str) -> str:
    """The heading of one row of a grid, as the form leaves it."""
    speaker = Speaker(language)
    return f"{speaker.say(question.title)} [{speaker.label('day', day)}]"


def _grid_words(question: Question, day: str) -> tuple[str, Iterable[str]]:
    return f"{question.code}[{day}]", (grid_heading(question, day, language) for language in LANGUAGES)


def _spoken(form: Form, role_words: Mapping[Role, Iterable[str]]) -> Iterator[tuple[str, Iterable[str]]]:
    """The form's titles and labels, the workbook's headings, the programme's role words, then synonyms."""
    for question in form.questions:
        labels = question.label.values() if question.label else ()
        yield question.code, (*question.title.values(), *labels, *question.formerly)
        yield question.code, SYNONYMS.get(question.code, ())
        if is_grid(question):
            yield from (_grid_words(question, day) for day in DAYS)
    for field in {*PEOPLE, *DUOS} - {FULL_NAME, CITIZEN_PHONE, NEWCOMER_PHONE}:
        yield field, (Speaker(language).label("heading", field) for language in LANGUAGES)
    for field in (*PEOPLE, *DUOS):
        yield field, SYNONYMS.get(field, ())
    for role, words in role_words.items():
        yield role.value, words
