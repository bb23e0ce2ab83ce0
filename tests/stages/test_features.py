from __future__ import annotations

import numpy as np
import pytest

from pipeline.stages.features import ONE, encode_criteria
from pipeline.vocabulary.programme import Importance
from tests.builders import a_citizen, a_newcomer, the_programme
from tests.kinds.people import HERE, a_criterion, everyone, meet

CRITERIA = the_programme().matching.criteria


def test_a_perfect_pair_scores_one() -> None:
    same = {
        "offers": frozenset({"speak"}), "needs": frozenset({"speak"}), "likes": frozenset({"music"}),
        "dislikes": frozenset({"sewing"}), "duration": "m6", "rhythm": "weekly", "style": "do", "style_newcomer": "do",
        "availability": frozenset({"mon-morning", "tue-morning", "wed-morning", "thu-morning"}),
        "free_time": frozenset({"mon-morning", "tue-morning", "wed-morning", "thu-morning"}),
        "postcode": a_citizen().answers["postcode"],
    }  # fmt: skip
    assert encode_criteria(CRITERIA, meet([same], [same])).score(HERE, HERE).tolist() == [ONE]


def test_nothing_answered_is_neutral() -> None:
    assert encode_criteria(CRITERIA, meet([{}], [{}])).score(HERE, HERE).tolist() == [ONE // 2]


@pytest.mark.parametrize("importance", [Importance.NONE])
def test_without_weights_all_are_neutral(importance: Importance) -> None:
    criteria = [criterion.model_copy(update={"importance": importance}) for criterion in CRITERIA]
    people = meet([a_citizen().answers] * 2, [a_newcomer().answers] * 3)
    scores = encode_criteria(criteria, people).score(everyone(2)[:, None], everyone(3)[None, :])
    assert (scores == ONE // 2).all()
    assert scores.shape == (2, 3)


def test_importance_weighs_one_three_nine() -> None:
    sides = {"citizen": ("offers",), "newcomer": ("needs",)}
    criteria = [
        a_criterion("overlap", importance=Importance.MAJOR, **sides),
        a_criterion("scale", importance=Importance.IMPORTANT, citizen=("duration",), newcomer=("duration",)),
        a_criterion("scale", importance=Importance.SLIGHT, citizen=("rhythm",), newcomer=("rhythm",)),
    ]
    met = {"offers": frozenset({"speak"}), "needs": frozenset({"speak"})}
    apart = [met | {"duration": "m3", "rhythm": "weekly"}], [met | {"duration": "m12", "rhythm": "monthly"}]
    assert encode_criteria(criteria, meet(*apart)).score(HERE, HERE).tolist() == [round(9 / 13 * ONE)]


def test_one_pair_scores_as_in_a_crowd() -> None:
    citizens = [a_citizen(answers={"travel": "km5"}).answers, a_citizen().answers, {}]
    newcomers = [a_newcomer().answers, {}, a_newcomer(answers={"likes": None}).answers]
    features = encode_criteria(CRITERIA, meet(citizens, newcomers))
    block = features.score(everyone(3)[None, :], everyone(3)[:, None])
    for newcomer in range(3):
        for citizen in range(3):
            assert features.score(np.array([citizen]), np.array([newcomer]))[0] == block[newcomer, citizen]
