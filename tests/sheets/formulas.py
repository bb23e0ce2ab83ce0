"""The few formulas that tests need: arithmetic and HYPERLINK. Every other one is an error, as an unknown name is."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable

from tests.sheets.kinds import Json

HYPERLINK = re.compile(r'HYPERLINK\("[^"]*"\s*[,;]\s*"([^"]*)"\)', re.IGNORECASE)
ARITHMETIC = re.compile(r"[0-9+\-*/(). ^]+")
OPERATORS: dict[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
}
ERROR_TEXTS = {"DIVIDE_BY_ZERO": "#DIV/0!", "NAME": "#NAME?", "ERROR": "#ERROR!"}


def evaluate(formula: str) -> Json:
    """The extended value that a formula comes to."""
    expression = formula[1:].strip()
    link = HYPERLINK.fullmatch(expression)
    if link:
        return {"stringValue": link[1]}
    return calculate(expression) if ARITHMETIC.fullmatch(expression) else _error("NAME")


def calculate(expression: str) -> Json:
    """A number, or the error of the arithmetic."""
    try:
        tree = ast.parse(expression.replace("^", "**"), mode="eval")
        return {"numberValue": _value(tree.body)}
    except ZeroDivisionError:
        return _error("DIVIDE_BY_ZERO")
    except (SyntaxError, KeyError, OverflowError):
        return _error("ERROR")


def _value(node: ast.AST) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return node.value
    if isinstance(node, ast.UnaryOp):
        return OPERATORS[type(node.op)](_value(node.operand))
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    raise SyntaxError(ast.dump(node))


def _error(kind: str) -> Json:
    return {"errorValue": {"type": kind}}
