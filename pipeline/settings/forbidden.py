"""What Duos does not collect: subjects, and the words that betray a question about one in the form's languages.

Purpose limitation and data minimisation (GDPR art. 5 and 9), and the Belgian laws of 10 May 2007 on equality: none
of this is needed to form a duo, and some of it could harm the people who answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pipeline.words import normalised

WORDS: Mapping[str, tuple[str, ...]] = {
    "origin": (
        *("nationalité", "pays d’origine", "origine", "ethni", "d’où venez", "citoyenneté", "pays natal"),
        *("nationaliteit", "herkomst", "afkomst", "waar komt u vandaan", "geboorteland"),
        *("nationality", "country of origin", "where are you from", "citizenship", "country of birth"),
        *("جنسيتك", "جنسية", "بلدك الأصلي", "національність", "громадянство", "країна походження"),
    ),
    "mother_tongue": ("langue maternelle", "moedertaal", "mother tongue", "native language", "اللغة الأم", "рідна мова"),
    "procedure": (
        *("asile", "statut de séjour", "titre de séjour", "permis de séjour", "réfugié", "Fedasil", "CGRA"),
        *("office des étrangers", "date d’arrivée", "quand êtes-vous arrivé", "raisons de votre départ", "fui"),
        *("asiel", "verblijfsstatus", "verblijfsvergunning", "vluchteling", "CGVS", "aankomst", "gevlucht"),
        *("asylum", "residence permit", "residence status", "refugee", "date of arrival", "when did you arrive"),
        *("لجوء", "لاجئ", "تاريخ وصولك", "притулок", "біженець", "дата прибуття"),
    ),
    "identity": (
        *("numéro national", "registre national", "carte d’identité", "passeport", "votre photo", "une photo de"),
        *("rijksregister", "identiteitskaart", "paspoort", "uw foto", "een foto van"),
        *("national number", "identity card", "passport", "your photo", "a photo of", "جواز", "паспорт"),
    ),
    "belief": (
        *("religion", "religie", "godsdienst", "croyance", "geloof", "faith", "halal", "casher", "kosher"),
        *("دين", "ديانتك", "релігія", "віросповідання"),
    ),
    "health": (
        *("santé", "maladie", "handicap", "enceinte", "grossesse", "trauma", "médicament", "traitement médical"),
        *("gezondheid", "ziekte", "zwanger", "medicijn", "health", "illness", "disabilit", "pregnan", "medication"),
        *("صحتك", "مرض", "حامل", "здоров’я", "хвороба", "вагітн"),
    ),
    "sexuality": ("orientation sexuelle", "seksuele", "sexual"),
    "opinions": ("politique", "syndica", "parti préféré", "politieke", "vakbond", "political", "trade union"),
    "money": (
        *("revenu", "salaire", "allocation", "dettes", "CPAS", "inkomen", "uitkering", "schulden", "OCMW"),
        *("income", "salary", "welfare", "debts", "دخلك", "راتب", "дохід", "зарплата"),
    ),
    "convictions": ("casier judiciaire", "condamnation", "strafblad", "veroordel", "criminal record", "conviction"),
    "birth_date": ("date de naissance", "geboortedatum", "date of birth", "birth date", "birthday", "تاريخ ميلاد",
                   "дата народження"),
    "school_or_employer": ("quelle école", "nom de l’école", "employeur", "welke school", "werkgever", "which school",
                           "name of the school", "employer"),
    "children_names": ("nom de vos enfants", "noms de vos enfants", "prénoms de vos enfants", "namen van uw kinderen",
                       "names of your children", "your children’s names"),
    "accounts": ("Facebook", "Instagram", "TikTok", "LinkedIn", "réseaux sociaux", "sociale media", "social media"),
    "story": ("votre histoire", "votre passé", "votre parcours", "uw verhaal", "uw verleden", "your story",
              "your past", "قصتك", "вашу історію"),
}  # fmt: skip
HOME = re.compile(
    r"(?<!mail )\b(?:adres(?:se)?|address)\b(?! (?:e-?mail|mail|electronique))|\bvotre rue|\buw straat|\bstreet\b"
)
"""A home address; an e-mail address is none."""


def forbidden_subject(text: str) -> str | None:
    """The subject that may not be asked about and that a text mentions, if it mentions one."""
    flat = normalised(text.replace("_", " "))
    if HOME.search(flat):
        return "home"
    return next((subject for subject, pattern in _patterns().items() if pattern.search(flat)), None)


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """Each subject's words at the beginning of a word, whatever follows; compared without case and accents."""
    joined = {
        subject: "|".join(re.escape(normalised(word)) for word in words) for subject, words in WORDS.items()
    }
    return {subject: re.compile(rf"\b(?:{words})") for subject, words in joined.items()}
