"""What is wrong in programme.yaml, form.yaml or *Réglages*, how to mend it, and what each setting means."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    # A file that cannot be read
    "fault.no_file": "there is no such file; check its name and its folder.",
    "fault.unreadable": "the file cannot be opened ({error}); check that it is a file and that you may read it.",
    "fault.encoding": "the file is not written in UTF-8; save it again in your editor with the encoding “UTF-8”.",
    "fault.not_settings": "the file holds no settings; start from the example that comes with Duos.",
    "fault.endless": "a *reference leads back to itself, or the file is far too large; write the values out.",
    "fault.tab": "there is a tab here; indent with spaces only.",
    "fault.colon": "there is a second “: ” on the line, or the line is indented too far; "
    "put a text that contains “: ” in double quotes.",
    "fault.quote_open": "a quotation mark or a bracket is opened and never closed; close it.",
    "fault.alias": "a *reference is used here that no &anchor defines; correct its name or write the values out.",
    "fault.indentation": "the line does not line up with those above it; give it the same number of spaces as its neighbours.",
    "fault.no_colon": "a “: ” is missing on this line or the one above; write “key: value”.",
    "fault.character": "there is a character here that YAML does not allow; remove it, or put the text in double quotes.",
    "fault.syntax": "the file cannot be understood from here on ({problem}); compare the line with the example that comes with Duos.",
    # A value that does not fit
    "fault.twice": "“{found}” is already given on line {line}; keep one of the two.",
    "fault.quote": '{found} without quotes is read as {kind}; write "{found}" between double quotes.',
    "fault.missing": "“{key}” is missing; add it.",
    "fault.nothing": "“{key}” has no value; fill it in, or remove the line.",
    "fault.unknown_key": "“{found}” is not a setting here. {hint}",
    "fault.choice": "“{found}” is not possible here. {hint}",
    "fault.slot": "“{found}” is not a part of the week; write it like mon-evening. {hint}",
    "fault.text": "{found} stands where a text is expected; write a text, between double quotes if needed.",
    "fault.whole_number": "“{found}” is not a whole number; write digits only, such as 14.",
    "fault.number": "“{found}” is not a number; write it with digits and a point, such as 0.5.",
    "fault.too_small": "{found} is too small; the smallest possible value is {limit}.",
    "fault.too_large": "{found} is too large; the largest possible value is {limit}.",
    "fault.yes_no": "“{found}” is neither yes nor no; write true or false.",
    "fault.group": "“{found}” stands where several settings are expected; write them below, one a line, indented.",
    "fault.list": "“{found}” stands where a list is expected; write it between square brackets: [one, two].",
    "fault.empty": "this is empty; fill in at least one.",
    "fault.date": "“{found}” is not a date; write it like 2026-12-24.",
    "fault.pair": "two dates are expected here, the first day and the last: [2026-12-24, 2027-01-02].",
    "fault.code": "“{found}” is not a code; use small letters, digits and _ only, beginning with a letter.",
    "fault.initials": "“{found}” cannot be somebody’s initials; use one to four letters.",
    "fault.other": "“{found}” does not fit here; compare with the example that comes with Duos.",
    "kind.yes_no": "a yes or a no",
    "kind.number": "a number",
    "kind.date": "a date",
    "kind.nothing": "nothing",
    "kind.group": "a group of settings",
    "kind.list": "a list",
    "hint.nearest": "Did you mean “{nearest}”?",
    "hint.allowed": "Possible words: {allowed}.",
    "hint.remove": "Correct it or remove it.",
    # Values that do not fit together
    "fault.code_twice": "“{found}” already stands on line {line}; give one of the two another name.",
    "fault.title_twice": "the title “{found}” already stands on line {line}; the answers would share one column. Change one of the two.",
    "fault.label_twice": "the option “{found}” already stands on line {line}; nobody could tell them apart. Change one of the two.",
    "fault.file_twice": "the file “{found}” is already used on line {line}; give each file its own name.",
    "fault.comma": "the option “{found}” contains a comma and a space, with which the form joins ticked boxes; "
    "write “and” or “/” instead.",
    "fault.no_options": "the question “{question}” has nothing to choose from; add options.",
    "fault.column": "the column “{found}” belongs to the team; answers can stand in: {allowed}.",
    "fault.asked_twice": "the question “{found}” already stands in this form; keep one of the two.",
    "fault.not_asked": "“{found}” stands in no page of this form. {hint}",
    "fault.role_twice": "two forms are for the side “{found}”; each side applies with one. Remove one of the two.",
    "fault.subject": "“{found}” asks about {subject}; nobody needs that to form a duo, and it may do harm. Remove it.",
    "fault.long": "“{found}” has {count} characters; at most {limit} are easy to read. Make it shorter.",
    "fault.long_sentence": "a sentence has {count} words; at most {limit} are easy to read. Make two of it: “{found}”.",
    "fault.too_many": "newcomers are asked {count} questions; at most {limit} fit a telephone. "
    "Take some out of the pages: the team asks them in conversation.",
    "fault.grid": "the question “{question}” is a grid, which does not fit a telephone; "
    "give it options, or leave it to the team.",
    "fault.typing": "newcomers would have to type an answer to “{question}”; only name and telephone may be demanded. "
    "Name it under “optional”.",
    "fault.email_demanded": "many newcomers have no e-mail address; name “{question}” under “optional”.",
    "fault.age_first": "the question “adult” comes first, alone on its page, so that nothing else is asked of the young.",
    "fault.latin_name": "the first name is asked in Latin letters too, so that the team can say it; "
    "add “{question}” to a page.",
    "subject.origin": "where somebody comes from",
    "subject.mother_tongue": "somebody’s mother tongue; ask which languages they speak easily",
    "subject.procedure": "somebody’s stay or journey",
    "subject.identity": "identity papers or a photo",
    "subject.belief": "religion",
    "subject.health": "health",
    "subject.sexuality": "sexuality",
    "subject.opinions": "politics or a trade union",
    "subject.money": "money",
    "subject.convictions": "convictions",
    "subject.birth_date": "a birth date; ask for an age group",
    "subject.school_or_employer": "a school or an employer",
    "subject.children_names": "children’s names",
    "subject.accounts": "accounts on social media",
    "subject.story": "somebody’s past",
    "subject.home": "a home address; a postcode is enough",
    "fault.language": "“{found}” is not a language known here. {hint}",
    "fault.timezone": "“{found}” is not a time zone. {hint}",
    "fault.email": "“{found}” is not an e-mail address; write it like bonjour@example.org.",
    "fault.link": "“{found}” is not a web address; it begins with https://.",
    "fault.recall_after_release": "proposals would be released after {high} days, before they are recalled ({low} days); "
    "let the recall come first.",
    "fault.thin_above_solid": "“thin” ({low}) must lie below “solid” ({high}).",
    "fault.bounds": "the least ({low}) is more than the most ({high}); exchange them.",
    "fault.side": "“{side}” is missing; name the question to compare on that side.",
    "fault.one_by_one": "questions are compared one by one: {citizen} against {newcomer}; name as many on both sides.",
    "fault.absence": "the absence ends before it begins; exchange the two dates.",
    "fault.nothing_matters": "no criterion has any importance; give at least one “slight”, “important” or “major”.",
    "fault.translation": "the words are missing in: {languages}. Add them, or take the language out of “languages”.",
    "fault.question": "the form has no question “{found}”. {hint}",
    "fault.wrong_side": "the question “{found}” is not asked of the side “{side}”; name another, "
    "or take “role” away from the question.",
    "fault.type": "the question “{found}” is of the type “{type}”, which the kind “{kind}” cannot compare; "
    "it compares: {allowed}.",
    "fault.card_question": "the question “{found}” cannot stand on a card; cards show options that many people "
    "choose, never who somebody is. Take it out.",
    "fault.values": "the question “{found}” is compared by quantity, but these options have no “value”: {options}. Add them.",
    # *Réglages*
    "problem.setting_unknown": "There is no setting “{found}”; it is not applied. Put the wording of the "
    "first column back as it was, or empty the row.",
    "problem.setting_twice": "The setting “{found}” stands twice; the first one counts. Empty this row.",
    "problem.setting_choice": "“{found}” is not possible for “{setting}”; “{kept}” stays in force. Choose: {allowed}.",
    "problem.setting_number": "“{found}” is not possible for “{setting}”; “{kept}” stays in force. "
    "Write a whole number from {least} to {most}.",
    "problem.setting_order": "“{found}” is not possible for “{setting}”; “{kept}” stays in force. "
    "Proposals are recalled before they are released.",
    "problem.setting_nothing_matters": "Here every criterion is “{found}”, so nothing would tell one pair from another. "
    "All importances stay as they were before. Give at least one criterion more importance.",
    "problem.setting_team": "“{found}” cannot be read for “{setting}”; “{kept}” stays in force. "
    "Write initials and a first name, separated by semicolons: CA Camille; DO Dominique.",
    "problem.setting_initials": "Nobody in the team has the initials “{found}”; this absence is not applied. "
    "Write one of: {allowed}.",
    "problem.setting_absence": "“{found}” is not an absence and is not applied. "
    "Write the initials, the first day and the last: CA 24/12/2026 - 2/1/2027.",
    "setting.mode": "How duos are found",
    "setting.goal": "What the proposals aim for",
    "setting.consultation": "When the two people are asked",
    "setting.last_word": "Who has the last word",
    "setting.importance": "Importance: {name}",
    "setting.open_proposals": "Proposals open at a time, at most",
    "setting.recall_after_days": "Days before an undecided proposal is recalled",
    "setting.release_after_days": "Days before an undecided proposal is released",
    "setting.silence_days": "Days without an application before Duos asks you to look",
    "setting.paused": "Applications paused: {role}",
    "setting.team": "Team",
    "setting.absences": "Absences",
    "setting.profile": "Profile sought, to be shown on the site: {profile}",
    "setting.language": "Language of this workbook",
    "meaning.mode": "“Criteria”: the criteria below compare people’s answers; you decide about each proposal. "
    "“By feel”: you write the pairs, Duos only checks them. "
    "“Talked over together”: up to three people for each newcomer; you talk about them with both sides. "
    "“Choice from cards”: newcomers choose from cards without names. "
    "“At activities”: people meet first, then say whom they would like to see again. "
    "“By lot”: a draw among the pairs that the rules allow; you may refuse any of them.",
    "meaning.goal": "“The best duos”: the highest quality in all. “The fewest left out”: first as many duos as possible. "
    "A weak duo is never proposed.",
    "meaning.consultation": "“Nobody is asked”: your yes makes the duo. “After”: you say yes, then you ask both. “Before”: you ask both first.",
    "meaning.last_word": "Whose yes makes the duo in the end.",
    "meaning.importance": "How much this counts when two people are compared.",
    "meaning.open_proposals": "Duos puts forward no more than you can look at.",
    "meaning.recall_after_days": "From then on, the proposal comes back in the to-do list.",
    "meaning.release_after_days": "From then on, both people may be proposed to somebody else.",
    "meaning.silence_days": "Nobody notices a form that is closed. From then on, the to-do list asks you to try it. 0: never.",
    "meaning.paused": "“yes”: the site says that applications are closed for now.",
    "meaning.team": "Initials and first names, separated by semicolons: CA Camille; DO Dominique.",
    "meaning.absences": "Initials, first and last day, separated by semicolons: CA 24/12/2026 - 2/1/2027. "
    "Meanwhile the work goes to the others.",
    "meaning.profile": "“yes”: the site says it, as long as at least five people without a proposal need it. "
    "How many there are stands in “Without proposal”.",
    "meaning.language": "What Duos writes from now on; headings stay as they are.",
}
