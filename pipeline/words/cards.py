"""What newcomers read around the cards from which they choose. Also translated for languages that only the forms speak."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    "cards.title": "Whom would you like to meet?",
    "cards.about": "These people live here and have time for somebody like you. Read the cards, or have them read to "
    "you. Choose one, and a second one if you like. “None of them” is a good answer, too.",
    "cards.about_one": "This person lives here and has time for somebody like you. Read the card, or have it read to "
    "you. You can choose this person, or not: “None of them” is a good answer, too.",
    "cards.free": "There is no hurry and no wrong answer. Your choice changes nothing about your rights.",
    "cards.card": "Card {letter}",
    "cards.line": "{about}: {says}",
    "cards.languages": "Speaks",
    "cards.moments": "Free when you are",
    "cards.distance": "Lives",
    "cards.under": "less than {kilometres} km from you",
    "cards.my_choice": "I would like to meet this person",
    "cards.none": "None of them",
    "cards.after": "We then ask this person. If they say yes, you meet, and somebody from the team is there. "
    "If not, you choose again.",
}
