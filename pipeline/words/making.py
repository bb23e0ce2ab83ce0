"""What `duos form` says to the team: how to make the forms at Google, what the table of questions means, how to try a form."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    "making.header": "Made by `duos form google` from form.yaml ({version}). Do not edit: change form.yaml and make it again.",
    "making.cannot_open": "The form {form} cannot be opened. Was it deleted? To make a new one, run forgetDeletedForms, "
    "then createForms.",
    "making.again": "Still to be made: {left}. Google allows a script six minutes only: run createForms again.",
    "making.answers": "{programme} - answers",
    "making.share": "To share: ",
    "making.embed": "To embed: ",
    "making.campaign": "For posters and partners, to be written in programme.yaml: ",
    "making.prefill": "Filled in as an example: ",
    "making.edit": "To edit (keep it to yourselves): ",
    "making.readme": "How to make the forms at Google\n"
    "\n"
    "1. Open script.google.com with the organisation’s account and choose “New project”.\n"
    "2. Replace what stands in Code.gs by the file Code.gs of this folder.\n"
    "3. Project settings: tick “Show appsscript.json”. Replace that file by the one of this folder.\n"
    "4. {answers}\n"
    "5. Choose the function createForms and press “Run”. Google asks for permission once.\n"
    "6. The execution log shows the addresses of each form. Write them under site.forms in programme.yaml.\n"
    "7. Open a form as a visitor, send one answer, and run “duos check”.\n"
    "\n"
    "After a change of form.yaml: run “duos form google” again, paste Code.gs again, run createForms again.\n"
    "The same forms are brought up to date; their addresses and answers stay. What you added by hand stays at the end.\n"
    "A question that the form asks no longer disappears from the form; its column and its answers stay in the spreadsheet.\n"
    "\n"
    "Nobody needs an account to answer. Nothing is uploaded. The telephone number is a contact detail: share the "
    "spreadsheet with as few people as possible.\n",
    "making.answers_here": "The answers go to the spreadsheet {id}.",
    "making.answers_new": "The answers go to a new spreadsheet, which the script makes. "
    "To use another one, write its ID between the quotation marks of ANSWERS, at the top of Code.gs.",
    "making.written": "Written to {folder}. Read {readme}: it says where to paste what.",
    "making.papers": "{count} pages to print, in {folder}. Open one in a browser and print it: everything fits A4.",
    # The table of questions
    "making.code": "code",
    "making.type": "type",
    "making.column": "column",
    "making.asked": "asked in",
    "making.team": "by the team",
    "making.options": "options",
    "making.table": "Questions and their headings",
    "making.about_table": "Version {version}. A response tab is understood by these headings, in any language, whoever filled it in. "
    "Codes never change; headings may: write the earlier one under “formerly”.",
    "making.unreviewed": "No native speaker has read this yet: {languages}.",
    # Asking the rest
    "making.conversation": "In conversation: {title}",
    "making.about_conversation": "What the form does not ask. Ask it when you call, as far as it matters, and write the answers "
    "into the person’s row. Nobody has to answer.",
    # Trying a form
    "making.trial": "Trying the form: {title}",
    "making.trial_who": "With five people, one at a time, before the form goes online and after each larger change. "
    "Sit beside them; do not help. Write down what you see. No names on this sheet.",
    "making.trial_before": "Before",
    "making.trial_say": "“We are trying the form, not you. Think aloud. You can stop whenever you like. Use made-up answers.”",
    "making.trial_device": "Language, telephone or computer",
    "making.trial_minutes": "Minutes from the first to the last question",
    "making.trial_sent": "Sent without help?",
    "making.trial_person": "Person {number}",
    "making.trial_question": "Question",
    "making.trial_stuck": "Tick where somebody hesitated, asked or went back",
    "making.trial_after": "Afterwards, ask",
    "making.trial_what_next": "What happens next, do you think?",
    "making.trial_unwanted": "Was there a question that you would rather not answer?",
    "making.trial_words": "Which word would you say otherwise?",
    "making.trial_rule": "Where two of five hesitate, change the question. Then try again.",
    "making.trial_feedback": "What to change, to: {email}",
}
