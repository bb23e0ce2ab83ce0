"""First names of synthetic people in Latin letters, for those whose letters are others."""

from __future__ import annotations

LATIN = {
    "أمل": "Amal", "رنا": "Rana", "سعاد": "Souad", "فاطمة": "Fatima", "نور": "Nour", "هند": "Hind",
    "أحمد": "Ahmad", "خالد": "Khaled", "سامر": "Samer", "محمود": "Mahmoud", "ياسر": "Yasser", "يوسف": "Youssef",
    "فرشته": "Freshta", "مریم": "Mariam", "احمدشاه": "Ahmadshah", "رحیم": "Rahim",
    "Ганна": "Hanna", "Ірина": "Iryna", "Катерина": "Kateryna", "Оксана": "Oksana", "Світлана": "Svitlana",
    "Андрій": "Andriy", "Микола": "Mykola", "Олег": "Oleh",
    "ሰላም": "Selam", "ሳባ": "Saba", "ዳዊት": "Dawit", "ሚካኤል": "Mikael",
    "ნინო": "Nino", "თამარ": "Tamar", "გიორგი": "Giorgi", "დავით": "Davit",
}  # fmt: skip
"""Name → the same name in Latin letters."""
