"""Languages ⇄ text: any language of the world, written in any of many, misspelt or mixed; codes are BCP 47."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from babel import Locale
from rapidfuzz import fuzz, process

from pipeline.answers.cells import excerpt
from pipeline.answers.choices import NOTHING, index_of, written
from pipeline.answers.readings import Fault, Reading
from pipeline.vocabulary.form import Question
from pipeline.vocabulary.people import Answer
from pipeline.vocabulary.sentences import Options
from pipeline.words import Speaker, normalised
from pipeline.words.speaker import language_name

# In this order: where two languages give one word two meanings, the first one is right here.
READ_IN = ("fr", "nl", "en", "de", "ar", "uk", "fa", "tr", "ru", "ps", "so", "am", "ti", "es", "it", "pt", "pl", "ro",
           "bg", "sq", "sr", "hr", "el", "ka", "hy", "az", "ku", "ckb", "bn", "ur", "hi", "zh", "sw", "vi", "hu")  # fmt: skip
FREQUENT = frozenset("""fr nl en de ar ary arq uk ru fa prs ps ur tr ku ckb so am ti om es it pt pl ro bg sq sr hr bs mk el ka
    hy az kk uz tg tk ce zh hi bn pa ta te ne si vi th id ja ko sw ln kg lu rw rn wo ff bm dyu man ha yo ig ak sus
    kab shi rif tzm zgh rom he hu cs sk sl lt lv et fi sv da nb""".split())  # fmt: skip
NOT_LANGUAGES = frozenset({"mul", "und", "zxx", "mis", "root"})
# A variant counts as its language, since speakers of both understand each other.
VARIANTS = {"fa_AF": "prs", "no": "nb", "cmn": "zh", "kmr": "ku", "sh": "sr"}

# What people write that the lists of names do not have, or have for another language.
ALIASES: Mapping[str, str] = {
    "farsi": "fa", "parsi": "fa", "iranien": "fa", "perzisch": "fa", "afghan": "prs", "afghaans": "prs",
    "darija": "ary", "daridja": "ary", "marocain": "ary", "marokkaans": "ary", "moroccan": "ary",
    "algerien": "arq", "algerijns": "arq", "tunisien": "aeb", "tunesisch": "aeb", "derja": "ary",
    "syrien": "ar", "syrisch": "ar", "irakien": "ar", "palestinien": "ar", "egyptien": "arz",
    "mandarin": "zh", "mandarijn": "zh", "chinois mandarin": "zh", "pular": "ff", "pulaar": "ff", "peul": "ff",
    "peulh": "ff", "fulani": "ff", "fula": "ff", "fulfulde": "ff", "foula": "ff",
    "berber": "zgh", "berbere": "zgh", "berbers": "zgh", "amazigh": "zgh", "tamazight": "zgh", "tarifit": "rif",
    "riffain": "rif", "kurmanji": "ku", "kurmandji": "ku", "badini": "ku", "sorani": "ckb", "kurdish sorani": "ckb",
    "pashtou": "ps", "pachtou": "ps", "pachtoune": "ps", "pashtu": "ps", "pasjtoe": "ps", "tigrinia": "ti",
    "tigrigna": "ti", "tigrinya": "ti", "amarigna": "am", "soussou": "sus", "susu": "sus", "malinke": "man",
    "mandinka": "man", "dioula": "dyu", "kirundi": "rn", "kinyarwanda": "rw", "tshiluba": "lua", "ciluba": "lua",
    "kikongo": "kg", "twi": "ak", "castillan": "es", "moldave": "ro", "serbo-croate": "sr", "flamand": "nl",
    "vlaams": "nl", "flemish": "nl", "oromiffa": "om", "afaan oromo": "om", "tsjetsjeens": "ce", "dari": "prs",
    "bresilien": "pt", "romanes": "rom", "rromani": "rom", "tsigane": "rom", "creole": "ht", "tamoul": "ta",
    "anglish": "en", "francaise": "fr", "arabic": "ar", "arab": "ar", "arabi": "ar", "الدارجة": "ary",
}  # fmt: skip

_LEVELS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|:\s*[^,;\n]*|\d+\s*%|\b[ABC][12]\b\+?", re.IGNORECASE)
_BETWEEN = re.compile(
    r"[,;/\n+•|&·–—]|\s-\s|\.\s|،|؛|、"
    r"|\s(?:et|en|and|und|ou|of|or|y|e|ve|و|і|та|și|si|aussi|ook|also|plus|puis|ainsi que|maar|mais|but)(?=\s)"
)
_ELISION = re.compile(r"^(?:l|d|qu|j)['’]", re.IGNORECASE)
_NOISE = frozenset(normalised(word) for word in """je ik i on parle spreek speak speaking un peu een beetje a little bit bien
    goed well tres zeer very courant courante couramment vloeiend fluent fluently niveau level moyen moyenne gemiddeld
    basis base basic debutant beginner notions de du le la les het the langue maternelle moedertaal mother tongue native
    natif c'est is mijn ma my surtout vooral mostly seulement only alleen facilement vlot easily also aussi ook et en and
    l d comprends begrijp understand lu parlees ecrit talk can kan peux me moi wat weinig perfect parfait parfaitement
    excellent apprends leer learning langues talen languages langue taal language nl: standard moderne""".split())  # fmt: skip
_MAYBE_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z]{2})?")
_LATIN = re.compile(r"[a-z' -]{4,}")
_AND_PREFIX = "و"

ALIKE = 80  # how alike, of 100, a misspelt name must be
SUGGESTED_IN = ("fr", "nl", "en")
SUGGESTED = 74  # how alike, of 100, a name must be to be suggested
CLEARER = 3  # and how much more than the next best
LONGEST = 4  # words in a language's name


def code_from_locale(key: str) -> str | None:
    """The code we use for a language as the lists name it; None for what is no language."""
    if key in NOT_LANGUAGES:
        return None
    return VARIANTS.get(key) or VARIANTS.get(key.partition("_")[0]) or key.partition("_")[0]


@cache
def known_codes() -> frozenset[str]:
    """Every language that we can name."""
    return frozenset(code for code in map(code_from_locale, Locale("en").languages) if code)


@cache
def names() -> Mapping[str, str]:
    """Name as we compare it → code, in all the languages that we read; whole languages before variants."""
    found: dict[str, str] = {}
    for language in READ_IN:
        listed = Locale.parse(language).languages
        for key in sorted(listed, key=lambda key: ("_" in key, key in VARIANTS)):
            code = code_from_locale(key)
            for name in (listed[key], _LEVELS.sub(" ", listed[key])) if code else ():
                found.setdefault(normalised(name), str(code))
    found.pop("", None)
    return {**found, **ALIASES}


@cache
def _fuzzy_targets() -> Mapping[str, str]:
    targets = {name: code for name, code in names().items() if code in FREQUENT and _LATIN.fullmatch(name)}
    return {name: code for name, code in targets.items() if name not in _NOISE}


@cache
def _fuzzy_names() -> list[str]:
    return list(_fuzzy_targets())


def language_from(text: str) -> str | None:
    """The one language that a text names exactly, as a name in any language or as a code."""
    name = normalised(text)
    found = names().get(name) or names().get(normalised(_ELISION.sub("", text)))
    if found:
        return found
    code = VARIANTS.get(text) or text.strip().replace("_", "-")
    if not _MAYBE_CODE.fullmatch(code):
        return None
    lower = code.lower()
    return next((known for known in (code, VARIANTS.get(lower), lower) if known in known_codes()), None)


@lru_cache(maxsize=4096)
def misspelt(word: str) -> str | None:
    """The frequent language whose name is nearly this word, if no other one is nearly as near."""
    name = normalised(word)
    if not _LATIN.fullmatch(name):
        return None
    targets = _fuzzy_targets()
    best: dict[str, float] = {}
    for target, alike, _ in process.extract(
        name, _fuzzy_names(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=8
    ):
        code = targets[target]
        best[code] = max(alike, best.get(code, 0))
    ranked = sorted(best.items(), key=lambda item: -item[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < CLEARER):
        return None
    return ranked[0][0]


def read_languages(question: Question, text: str) -> Reading:
    """Every language that a text names; levels are ignored, unknown words become faults."""
    codes: set[str] = set()
    unknown: list[str] = []
    own = index_of(question.labels)
    for piece in pieces_of(text):
        found, strange = _read_piece(own, piece)
        codes |= found
        unknown += strange
    return Reading(frozenset(codes) or None, tuple(_fault(question, word) for word in dict.fromkeys(unknown)))


def pieces_of(text: str) -> Iterator[str]:
    """The parts of a text between commas, slashes and words for "and", without the levels in parentheses."""
    for piece in _BETWEEN.split(_LEVELS.sub(" ", text)):
        name = piece.strip(" .:!?*'\"«»“”-")
        if name and normalised(name) not in NOTHING:
            yield name


def _read_piece(own: Mapping[str, str], piece: str) -> tuple[set[str], list[str]]:
    whole = own.get(normalised(piece)) or language_from(piece)
    if whole:
        return {whole}, []
    found: set[str] = set()
    strange: list[str] = []
    words = piece.split()
    at = 0
    while at < len(words):
        count, code = _longest(own, words[at : at + LONGEST])
        if code:
            found.add(code)
        elif normalised(_ELISION.sub("", words[at])) not in _NOISE:
            strange.append(words[at])
        at += count
    return found, _rejoin(piece, strange, bool(found))


def _longest(own: Mapping[str, str], words: list[str]) -> tuple[int, str | None]:
    """The language that the most of these words name together, and how many they are."""
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        if count == 1 and normalised(name) in _NOISE:
            return 1, None
        code = own.get(normalised(name)) or language_from(name)
        if code:
            return count, code
    return 1, _alone(words[0])


def _alone(word: str) -> str | None:
    """One word: Arabic "and" grown onto its front, or a frequent language with a slip of the pen."""
    if word.startswith(_AND_PREFIX) and (code := language_from(word.removeprefix(_AND_PREFIX))):
        return code
    return misspelt(_ELISION.sub("", word))


def _rejoin(piece: str, strange: list[str], found: bool) -> list[str]:
    """Strange words of a part that names no language at all are told together, as they were written."""
    return [piece] if strange and not found else strange


def _fault(question: Question, word: str) -> Fault:
    details = {"text": excerpt(word)}
    near = _suggestion(word)
    if near is None:
        return Fault("unknown_language", details)
    return Fault("unknown_language_near", {**details, "near": Options(question.code, (near,))})


@cache
def _suggested_names() -> list[str]:
    """Frequent languages as people here call them."""
    listed = (Locale.parse(language).languages.values() for language in SUGGESTED_IN)
    here = {normalised(name) for names_of_one in listed for name in names_of_one} | ALIASES.keys()
    return [name for name in _fuzzy_targets() if name in here]


@lru_cache(maxsize=4096)
def _suggestion(word: str) -> str | None:
    found = process.extractOne(
        normalised(word), _suggested_names(), scorer=fuzz.ratio, score_cutoff=SUGGESTED
    )
    return _fuzzy_targets()[found[0]] if found else None


def write_languages(question: Question, answer: Answer, speaker: Speaker) -> str:
    """Names in the speaker's language, the form's own first, joined by ", "."""
    chosen = answer if isinstance(answer, frozenset) else frozenset({str(answer)})
    own = [code for code in question.option_by_code if code in chosen]
    others = sorted(_named(question, code, speaker) for code in chosen - set(own))
    return ", ".join([*(_own(question, code, speaker) for code in own), *others])


def _own(question: Question, code: str, speaker: Speaker) -> str:
    label = written(question, code, speaker)
    return label if _reads_as(question, label, code) else code


def _named(question: Question, code: str, speaker: Speaker) -> str:
    """A language's name, or its code where the name would be read as another language."""
    name = language_name(code, speaker.language)
    return name if _reads_as(question, name, code) else code


def _reads_as(question: Question, text: str, code: str) -> bool:
    return read_languages(question, text) == Reading(frozenset({code}))
