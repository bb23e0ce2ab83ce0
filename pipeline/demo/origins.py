"""Where synthetic people come from: languages, first names in their script, a family name saying "sample"."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Origin:
    """One way of growing up: its share among the people of its side, and what it gives somebody.

    `some`: the chance of speaking a little of another language.
    """

    share: float
    well: tuple[str, ...]
    some: dict[str, float]
    women: tuple[str, ...]
    men: tuple[str, ...]
    family_name: str


FRENCH = Origin(
    26,
    ("fr",),
    {"en": 0.4, "nl": 0.3, "es": 0.12},
    ("Anne", "Béatrice", "Chloé", "Danielle", "Émilie", "Françoise", "Hélène", "Julie", "Monique", "Zoé"),
    ("Arnaud", "Benoît", "Didier", "François", "Grégoire", "Jérôme", "Luc", "Noël", "Paul", "Thibault"),
    "Exemple",
)
DUTCH = Origin(
    16,
    ("nl",),
    {"en": 0.6, "fr": 0.5, "es": 0.08},
    ("An", "Els", "Griet", "Hilde", "Katrijn", "Lotte", "Marleen", "Veerle"),
    ("Bart", "Dirk", "Geert", "Joris", "Koen", "Pieter", "Stijn", "Wouter"),
    "Voorbeeld",
)
CITIZENS = {
    "fr": FRENCH,
    "fr_en": replace(FRENCH, share=16, well=("fr", "en"), some={"nl": 0.4, "es": 0.15}),
    "nl": DUTCH,
    "nl_fr": replace(DUTCH, share=16, well=("nl", "fr"), some={"en": 0.7}),
    "both": Origin(
        10,
        ("fr", "nl", "en"),
        {"es": 0.3},
        ("Astrid", "Charlotte", "Ingrid"),
        ("Alexander", "Olivier", "Simon"),
        "Exemple-Voorbeeld",
    ),
    "morocco": Origin(
        7,
        ("fr", "ar"),
        {"nl": 0.4, "en": 0.4},
        ("Fatiha", "Hafida", "Samira"),
        ("Abdel", "Mustapha", "Youssef"),
        "Exemple",
    ),
    "turkey": Origin(
        3,
        ("nl", "tr"),
        {"fr": 0.4, "en": 0.4},
        ("Ayşe", "Gülsüm", "Zeynep"),
        ("Emre", "Mehmet", "Ömer"),
        "Örnek",
    ),
    "europe": Origin(
        2,
        ("en",),
        {"fr": 0.8, "nl": 0.3},
        ("Ilaria", "Siobhán"),
        ("João", "Łukasz"),
        "Sample",
    ),
}

NEWCOMERS = {
    "syria": Origin(
        22,
        ("ar",),
        {"fr": 0.5, "nl": 0.3, "en": 0.5},
        ("أمل", "رنا", "سعاد", "فاطمة", "نور", "هند"),
        ("أحمد", "خالد", "سامر", "محمود", "ياسر", "يوسف"),
        "مثال",
    ),
    "palestine": Origin(
        12,
        ("ar",),
        {"en": 0.6, "fr": 0.45, "nl": 0.2},
        ("Amal", "Hiba", "Rania"),
        ("Ibrahim", "Mahmoud", "Tareq"),
        "Sample",
    ),
    "afghanistan": Origin(
        12,
        ("fa", "ps"),
        {"en": 0.4, "fr": 0.4, "nl": 0.35},
        ("فرشته", "مریم", "Nilofar"),
        ("احمدشاه", "رحیم", "Zabihullah"),
        "نمونه",
    ),
    "ukraine": Origin(
        14,
        ("uk", "ru"),
        {"en": 0.5, "fr": 0.4, "nl": 0.4},
        ("Ганна", "Ірина", "Катерина", "Оксана", "Світлана"),
        ("Андрій", "Микола", "Олег"),
        "Приклад",
    ),
    "eritrea": Origin(
        9,
        ("ti",),
        {"en": 0.5, "fr": 0.3, "nl": 0.3, "ar": 0.2},
        ("ሰላም", "ሳባ", "Selam"),
        ("ዳዊት", "ሚካኤል", "Yonas"),
        "ኣብነት",
    ),
    "turkey": Origin(
        7,
        ("tr",),
        {"en": 0.4, "fr": 0.4, "nl": 0.4},
        ("Elif", "Esra", "Şule"),
        ("Cem", "Hakan", "Uğur"),
        "Örnek",
    ),
    "congo": Origin(
        8,
        ("fr", "ln"),
        {"en": 0.3, "nl": 0.15},
        ("Espérance", "Grâce", "Mireille"),
        ("Dieudonné", "Héritier", "Trésor"),
        "Exemple",
    ),
    "guinea": Origin(
        6,
        ("fr", "ff"),
        {"en": 0.2, "nl": 0.15},
        ("Aïssatou", "Kadiatou", "Mariama"),
        ("Alpha", "Mamadou", "Thierno"),
        "Exemple",
    ),
    "latin_america": Origin(
        5,
        ("es",),
        {"fr": 0.5, "en": 0.4, "nl": 0.2},
        ("Ángela", "Lucía", "Noemí"),
        ("Andrés", "José", "Nicolás"),
        "Ejemplo",
    ),
    "somalia": Origin(
        3,
        ("so",),
        {"en": 0.5, "nl": 0.4, "ar": 0.3},
        ("Faduma", "Hodan"),
        ("Abdi", "Warsame"),
        "Tusaale",
    ),
    "georgia": Origin(
        2,
        ("ka", "ru"),
        {"en": 0.4, "nl": 0.3, "fr": 0.2},
        ("ნინო", "თამარ"),
        ("გიორგი", "დავით"),
        "ნიმუში",
    ),
}
