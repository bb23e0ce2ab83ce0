import json
from pathlib import Path
from typing import Any

import pytest

from tests.sheets.cassettes import read_cassettes
from tests.sheets.fidelity import main
from tests.sheets.kinds import Json
from tests.sheets.replay import replay

KEY = "1recordedRecordedRecordedRecordedRecordedRec"
FILES = "https://www.googleapis.com/drive/v3/files"
BOOK = f"https://sheets.googleapis.com/v4/spreadsheets/{KEY}"


def an_interaction(method: str, uri: str, body: Any, answer: Any, status: int = 200) -> Json:
    return {
        "request": {"method": method, "uri": uri, "body": body and json.dumps(body)},
        "response": {
            "status": {"code": status, "message": ""},
            "body": {"string": "" if answer is None else json.dumps(answer)},
        },
    }


ADDED = {
    "sheetId": 4711,
    "title": "More",
    "index": 1,
    "sheetType": "GRID",
    "gridProperties": {"rowCount": 5, "columnCount": 2},
}
WISHED = {"title": "More", "gridProperties": {"rowCount": 5, "columnCount": 2}}
UPDATED = {"updatedRange": "More!A1", "updatedRows": 1, "updatedColumns": 1, "updatedCells": 1}


def a_batch(request: Json, reply: Json) -> Json:
    return an_interaction(
        "POST", BOOK + ":batchUpdate", {"requests": [request]}, {"spreadsheetId": KEY, "replies": [reply]}
    )


def a_recording(shown: str = "a") -> Json:
    made = {"name": "T", "mimeType": "application/vnd.google-apps.spreadsheet"}
    values = {"range": "More!A1:B5", "majorDimension": "ROWS", "values": [[shown]]}
    update = BOOK + "/values/More%21A1?valueInputOption=RAW"
    interactions = [
        an_interaction("POST", FILES, made, {"kind": "drive#file", "id": KEY, **made}),
        a_batch({"addSheet": {"properties": WISHED}}, {"addSheet": {"properties": ADDED}}),
        an_interaction("PUT", update, {"values": [["a"]]}, {"spreadsheetId": KEY, **UPDATED}),
        an_interaction("GET", BOOK + "/values/More", None, values),
        a_batch({"deleteSheet": {"sheetId": 4711}}, {}),
        an_interaction("DELETE", f"{FILES}/{KEY}", None, None, 204),
    ]
    return {"version": 1, "interactions": interactions}


def written(folder: Path, recording: Json) -> Path:
    (folder / "one.json").write_text(json.dumps(recording), encoding="utf-8")
    return folder


def test_a_recording_is_answered_identically(tmp_path: Path) -> None:
    outcomes, world = replay(read_cassettes(written(tmp_path, a_recording())))
    assert [outcome.is_same for outcome in outcomes] == [True] * 6
    assert world.violations == []


def test_enough_fidelity_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(written(tmp_path, a_recording()))]) == 0
    assert "6 of 6 identical (100.0%)" in capsys.readouterr().out


def test_too_little_fidelity_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(written(tmp_path, a_recording("something else"))), "--show"]) == 1
    printed = capsys.readouterr().out
    assert "5 of 6 identical (83.3%)" in printed
    assert '.values[0][0]: "something else" or "a"' in printed


def test_a_folder_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "CASSETTES=DIR" in capsys.readouterr().err
