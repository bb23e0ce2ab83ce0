"""Answers: the text of a cell in, a value out, and back; one module for each type of answer."""

from pipeline.answers.columns import read_column, write_column
from pipeline.answers.questions import read_answer, write_answer
from pipeline.answers.readings import Fault, Reading

__all__ = ["Fault", "Reading", "read_answer", "read_column", "write_answer", "write_column"]
