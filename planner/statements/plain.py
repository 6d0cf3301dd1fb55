"""A statement as plain text, for a terminal or a mail."""

from __future__ import annotations

from planner.language import say
from planner.statements.statement import Line, Section, Statement

WIDTH = 78


def plain_statement(statement: Statement) -> str:
    """The answer, the way to it, and the rules' note, in lines of at most some 80 characters where figures allow."""
    parts = [statement.answer, statement.lead, ""]
    for section in statement.sections:
        parts += [*_section(section), ""]
    if statement.is_included:
        parts += [_row(statement.total_label, statement.total)]
        parts += [f"  {statement.total_sum}"] if statement.total_sum else []
        parts += [""]
    parts += [statement.share.title + ".", ""] if statement.share else []
    parts += [f"{say(statement.language, 'The rules')}: {statement.rules_note}", *statement.notes]
    return "\n".join(parts).rstrip()


def _section(section: Section) -> list[str]:
    title = f"{section.title}: {section.note}" if section.note else section.title
    return [title, *(text for line in section.lines for text in _line(line))]


def _line(line: Line) -> list[str]:
    rule = f" [{line.rule}]" if line.rule else ""
    return [_row(f"  {line.what}{rule}", line.amount or line.result), *([f"    {line.how}"] if line.how else [])]


def _row(left: str, right: str) -> str:
    return f"{left}{' ' * max(1, WIDTH - len(left) - len(right))}{right}"
