"""What stands in *À faire*: what to do, why, by when."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    # the first line
    "todo.banner": "Last run: {last} · Next run: {next} · If this date is more than 3 days old, call {contact}.",
    "todo.nothing": "Nothing is due. Enjoy your day!",
    "todo.more": (
        "and {count} more thing to do: it will appear when the lines above are done",
        "and {count} more things to do: they will appear when the lines above are done",
    ),
    "todo.reasons": "{reasons}",
    # people
    "todo.first_call": "First call: the application came in on {on}",
    "todo.call_back": "Call back, as agreed",
    "todo.selection_reason": "Write the reason in the column “Reason”: it is told to the person",
    "todo.referral": "Suggest another project and note it in “Referred to”",
    "todo.same_opinion": "Both opinions are by the same person: ask somebody else for the second one",
    "todo.formality": "Has the step with the office been taken? Ask, then change the column “Formality”",
    "todo.fill_in": "Fill in: {fields}. Until then no duo can be proposed",
    "todo.changed_answer": "New answer of {on}: {answers}. If it is right, correct the row; the machine changes nothing",
    "todo.answer": "{question}: {answer}",
    "todo.shared_contact": "Same telephone or e-mail as {others}: one person twice, a couple, or somebody who registers others? Check by phone",
    "todo.row_deleted": "The row was deleted, but the application of {on} is still there. It is not registered again. To bring the person back, restore the row with “undo” or from the version history",
    "todo.mission_past": "The day of the mission ({on}) is over: change the date or the stage",
    # proposals
    "todo.decide": (
        "Decide on {proposal}: it has been open for {count} day. Without a decision it is released on {on}",
        "Decide on {proposal}: it has been open for {count} days. Without a decision it is released on {on}",
    ),
    "todo.decide_discussed": (
        "Talk about {proposal}: it has been open for {count} day",
        "Talk about {proposal}: it has been open for {count} days",
    ),
    "todo.reason_missing": "{proposal}: choose the reason for the “No”. Until then nothing is done with it",
    "todo.look_again": "{proposal}: the date you chose has come. Decide again",
    "todo.date_chosen": "{proposal}: “Later” has no date, so it comes back on {on}. To choose another one, fill in “Look again on”",
    "todo.ask_candidate": "{proposal}: ask {code} and note the answer",
    "todo.talk_to_candidate": "{proposal}: {code} wants to talk about it first. Call",
    "todo.candidate_said_no": "{proposal}: {code} says no. Note “No” and the reason, and tell the other person kindly",
    "todo.no_place_left": "{proposal}: {code} already has a duo and no place left. Change the decision, or the number of places",
    "todo.not_available": "{proposal}: {code} is no longer available. Change the decision, or the person’s stage",
    "todo.unknown_code": "{proposal}: the code {code} does not exist. Correct it",
    "todo.pair_breaks_rules": "{proposal}, written by hand, cannot become a duo",
    "todo.pair_is_possible": "{proposal}, written by hand: no rule stands against it. You can decide",
    # duos
    "todo.choose_referent": "{duo}: choose the contact person",
    "todo.plan_first_meeting": "{duo}: plan the first meeting and note the date",
    "todo.ask_confirmations": "{duo}: they met on {on}. Ask each of them, separately, whether they go on",
    "todo.ask_news": "{duo}: no news since {on}. Call both and add a line in “Follow-up”",
    "todo.prepare_closing": "{duo}: the end is planned for {on}. Prepare the closing, or change the date",
    "todo.closing_reason": "{duo}: choose the closing reason. Until then the duo stays open",
    "todo.move_to_in_duo": "{code} is in {duo}: move the stage to “In a duo”",
    # the run itself
    "todo.silence": "No application has come in since {on}. Is the form still open?",
}
