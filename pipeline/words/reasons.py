"""Why this pair, what to check, why nobody, and what would unlock."""

TEMPLATES: dict[str, str | tuple[str, str]] = {
    # why
    "reason.shared": "{name}: {shared}.",
    "reason.moments": (
        "{name}: {moments}, and {count} other moment.",
        "{name}: {moments}, and {count} other moments.",
    ),
    "reason.near": "Less than one kilometre apart.",
    "reason.distance": "About {kilometres} km apart.",
    "reason.same": "{name}: {answer}, for both.",
    "reason.wish": "{who}’s wish is met: {wish}.",
    "reason.brings": "What each brings: {citizen}; {newcomer}.",
    "reason.own": "{who} {label}: {options}",
    "reason.question": "“{label}”",
    # to check
    "check.missing": "{who} has not answered: {questions}.",
    "check.uncovered": "Not covered: {left}.",
    "check.one_moment": "Only one free moment together: {moment}.",
    "check.far": "Rather far: about {kilometres} km.",
    "check.different": "{name}: {newcomer}, {wanted}; {citizen}, {offered}.",
    "check.second": "{name}: {shared}, but for {who} only “{label}”.",
    "check.old": (
        "{who} applied {count} month ago: is everything still right?",
        "{who} applied {count} months ago: is everything still right?",
    ),
    # other option
    "alternative.other": "Other option for {who}: {code}.",
    "alternative.compared": "Other option for {who}: {code} ({differences}).",
    "contrast.closer": "closer by",
    "contrast.further": "further away",
    "contrast.more_moments": "more free moments together",
    "contrast.fewer_moments": "fewer free moments together",
    "contrast.covers_more": "covers more",
    "contrast.covers_less": "covers less",
    "contrast.more_shared": "more in common",
    "contrast.less_shared": "less in common",
    "contrast.nearer": "closer answers on “{name}”",
    "contrast.less_near": "answers further apart on “{name}”",
    "contrast.wish_met": "the wish is met",
    "contrast.wish_unmet": "the wish is not met",
    "contrast.taken": "put forward to somebody else for now",
    # a pair written by hand
    "broken.rule": "Not respected: {name}.",
    "broken.unknown": "Cannot be checked yet: {name}. Missing answer – {missing}.",
    "broken.places": "This volunteer has no free place.",
    "broken.refused": "This pair was already turned down.",
    "missing.of": "{who}: {questions}",
    # why nobody
    "rule.places": "a free place",
    "rule.refused": "a pair not turned down before",
    "rule.floor": "enough in common",
    "unmatched.nobody": "Nobody to propose yet: no {many} are looking for a duo.",
    "unmatched.start": ("{count} {one}", "{count} {many}"),
    "unmatched.then": "{before} → {left} ({name})",
    "unmatched.chain": "{chain}.",
    "unmatched.served": (
        "{count} person would suit, but has a proposal with somebody else this time.",
        "{count} people would suit, but have a proposal with somebody else this time.",
    ),
    "unmatched.limit": (
        "Somebody suits; at most {count} proposal is open at a time.",
        "Somebody suits; at most {count} proposals are open at a time.",
    ),
    # what would unlock
    "unlock.opens": ("{change} → {count} person", "{change} → {count} people"),
    "unlock.option": "{name}: {option}",
    "unlock.other_travels": "{name}: if the other person could travel further",
    "unlock.exception": "{name}: talk about an exception",
    "unlock.ask": "ask {who}: {questions}",
    "unlock.place": "One more place would be enough, for example with {codes}.",
    "unlock.none": "Nothing to suggest today: keep {who} in mind for the next applications.",
}
