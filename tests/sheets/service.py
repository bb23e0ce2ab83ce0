"""The one door of the stand-in: a call comes in, an answer goes out."""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

from tests.sheets.accounts import Accounts
from tests.sheets.complaints import check_body, check_query
from tests.sheets.discovery import Operation, Route, faults_in, find_route
from tests.sheets.endpoints import ENDPOINTS
from tests.sheets.exchange import Answer, Call, answer_from, answer_refusal
from tests.sheets.faults import error_answer
from tests.sheets.kinds import Json, Refusal
from tests.sheets.log import MACHINE, TOKEN, is_write
from tests.sheets.proto import without_nulls
from tests.sheets.world import Request, World

CREDENTIALS = {TOKEN: Accounts.give_token, MACHINE: Accounts.describe_machine}


def answer_call(world: World, call: Call) -> Answer:
    """Let people act, let faults strike, carry the call out, write it in the log."""
    begun = perf_counter()
    with world.lock:
        call = replace(call, operation=operation_of(call))
        for act in world.before_each:
            act(call)
        fault = world.faults.strike(call)
        answer = carry_out(world, call) if fault is None or fault.is_applied else Answer()
        answer = answer if fault is None else fault.change(answer)
        world.log.add(call, answer, perf_counter() - begun)
    return answer


def operation_of(call: Call) -> str:
    """The identifier of what a call asks for."""
    if call.path == "/token":
        return TOKEN
    if "metadata-flavor" in call.headers:
        return MACHINE
    route = find_route(call.method, call.path)
    return route.operation.id if route else ""


def carry_out(world: World, call: Call) -> Answer:
    """The answer without any fault."""
    if call.operation in CREDENTIALS:
        return CREDENTIALS[call.operation](world.accounts, call)
    route = find_route(call.method, call.path)
    if route is None:
        return error_answer(404, "Requested entity was not found.")
    try:
        return serve(world, call, route)
    except Refusal as refusal:
        return answer_refusal(refusal)


def serve(world: World, call: Call, route: Route) -> Answer:
    """Check who asks and what, do it, and check the answer as well."""
    account = world.accounts.identify(call, route.operation)
    if world.quota and world.quota.is_spent(account, is_write(call)):
        return error_answer(429)
    body = without_nulls(call.body) if b"null" in call.content else call.body
    if world.validating:
        check_query(route.operation, call.query)
        check_body(route.operation, body)
    endpoint = ENDPOINTS.get(route.operation.id)
    if endpoint is None:
        raise Refusal(f"The stand-in does not know {route.operation.id}.", 501)
    result = endpoint(world, Request(call, route, account, body))
    check_answer(world, route.operation, result)
    return answer_from(result)


def check_answer(world: World, operation: Operation, result: Json | str | None) -> None:
    """An answer that Google's document does not allow is a fault of the stand-in."""
    if not world.validating or operation.answers is None or not isinstance(result, dict):
        return
    for fault in faults_in(operation.api, operation.answers, result):
        world.violations.append(f"{operation.id} {fault.json_path}: {fault.message}")
