"""Habits of the code that no linter knows: units of numbers, what functions take and give."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "src" / "cigref_kg"
MANY = 3
"""Parameters from which on a public function says what each is."""
ACTS = set("Add Begin Break Check Compare Copy Count Cut Join Lay Look Take".split())
"""Verbs that say what is done, and not what comes of it."""
CLICKS = {"convert", "shell_complete", "complete_questions"}
"""Functions whose parameters are click's own."""


@cache
def _modules() -> list[tuple[str, list[str], ast.Module]]:
    """Every module of the package: its name, its lines, and what they say."""
    texts = {file: file.read_text(encoding="utf-8") for file in sorted(PACKAGE.rglob("*.py"))}
    return [
        (str(file.relative_to(PACKAGE)), text.split("\n"), ast.parse(text))
        for file, text in texts.items()
    ]


def _bodies(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    yield tree.body
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.body


def _is_number(value: ast.expr | None) -> bool:
    """Whether an expression is nothing but numbers and arithmetic."""
    if value is None:
        return False
    kinds = (ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop)
    return all(
        isinstance(node, kinds)
        or (isinstance(node, ast.Constant) and type(node.value) in (int, float))
        for node in ast.walk(value)
    )


def _numbers(body: list[ast.stmt]) -> Iterator[tuple[str, ast.stmt, ast.stmt | None]]:
    """Each constant that is a number: its name, its statement, and the one behind it."""
    for place, node in enumerate(body):
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        target = node.target if isinstance(node, ast.AnnAssign) else target
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        if isinstance(target, ast.Name) and target.id.isupper() and _is_number(value):
            yield target.id, node, body[place + 1] if place + 1 < len(body) else None


def test_every_number_has_its_unit_or_reason_beside_it() -> None:
    bare = []
    for name, lines, tree in _modules():
        for body in _bodies(tree):
            for constant, node, behind in _numbers(body):
                is_told = isinstance(behind, ast.Expr) and isinstance(behind.value, ast.Constant)
                beside = f"{lines[node.lineno - 2].lstrip()[:1]}{lines[(node.end_lineno or 1) - 1]}"
                if not is_told and "#" not in beside:
                    bare.append(f"{name}:{node.lineno}: {constant}")
    assert bare == []


def _public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef]:
    for body in _bodies(tree):
        for node in body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield node


def _is_command(function: ast.FunctionDef) -> bool:
    """Whether it is a verb: its options say what its parameters are."""
    return any("command" in ast.unparse(each) for each in function.decorator_list)


def _of_many_parameters() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Public functions of many parameters, with where they stand."""
    for name, _, tree in _modules():
        for function in _public_functions(tree):
            taken = function.args
            parameters = [*taken.posonlyargs, *taken.args, *taken.kwonlyargs]
            named = [each.arg for each in parameters if each.arg not in {"self", "cls"}]
            if len(named) >= MANY and function.name not in CLICKS and not _is_command(function):
                yield f"{name}:{function.lineno}: {function.name}({', '.join(named)})", function


def test_functions_of_many_parameters_say_what_each_is() -> None:
    silent = [
        place
        for place, function in _of_many_parameters()
        if "Args:" not in (ast.get_docstring(function) or "")
    ]
    assert silent == []


def test_functions_of_many_parameters_say_what_they_return() -> None:
    silent = [
        place
        for place, function in _of_many_parameters()
        if ast.unparse(function.returns or ast.Constant(None)) != "None"
        and (ast.get_docstring(function) or "").partition(" ")[0] in ACTS
        and "Returns:" not in (ast.get_docstring(function) or "")
    ]
    assert silent == []


def _raised(function: ast.FunctionDef, errors: set[str]) -> set[str]:
    """Which of our errors a function raises itself, not in a function within it."""
    found: set[str] = set()
    nodes: list[ast.AST] = list(function.body)
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.Raise) and node.exc:
            found |= errors.intersection(
                re.findall(r"\w+", ast.unparse(node.exc).partition("(")[0])
            )
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            nodes += ast.iter_child_nodes(node)
    return found


def test_functions_say_which_of_our_errors_they_raise() -> None:
    classes = {
        node.name
        for _, _, tree in _modules()
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }
    errors = {each for each in classes if each.endswith("Error")} | {"Misused", "Unusable"}
    silent = [
        f"{name}:{function.lineno}: {function.name} raises {', '.join(raised)}"
        for name, _, tree in _modules()
        for function in _public_functions(tree)
        if function.name not in CLICKS and not _is_command(function)
        if (raised := sorted(_raised(function, errors)))
        if "Raises:" not in (ast.get_docstring(function) or "")
    ]
    assert silent == []


READERS = ("document/", "insight/texts/", "insight/names/")
"""Where French words are what is looked for in what people wrote, and are told to nobody."""
LETTERS = re.compile(r"[^\W\d_]{2}")
FRENCH = frozenset("le la les un une des du de est sont pas pour dans votre cette aucune".split())


def _has_words(value: ast.expr | None) -> bool:
    """Whether an expression is a text with words, filled or not."""
    parts = value.values if isinstance(value, ast.JoinedStr) else [value]
    said = [part.value for part in parts if isinstance(part, ast.Constant)]
    return any(isinstance(words, str) and LETTERS.search(words) for words in said)


def _pairs(tree: ast.Module) -> Iterator[ast.expr]:
    """Each text, and each mapping of languages, whose words stand in the code."""
    for node in ast.walk(tree):
        values: list[ast.expr] = []
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Text":
            values = [*node.args, *(each.value for each in node.keywords)]
        elif isinstance(node, ast.Dict):
            keys = {ast.unparse(key) for key in node.keys if key}
            values = node.values if {"'fr'", "'en'"} <= keys else []
        if isinstance(node, ast.expr) and any(map(_has_words, values)):
            yield node


def _french_texts(tree: ast.Module) -> Iterator[ast.Constant]:
    """Each text of the code that is French; what stands alone tells developers."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        is_quoting = node.value.strip().startswith(("«", "»")) and LETTERS.search(node.value)
        is_french = len(FRENCH.intersection(node.value.lower().split())) > 1
        if id(node) not in alone and (is_quoting or is_french):
            yield node


def test_words_for_people_stand_among_the_messages_and_not_in_pairs_in_the_code() -> None:
    pairs = [
        f"{name}:{pair.lineno}: {ast.unparse(pair)[:60]}"
        for name, _, tree in _modules()
        for pair in _pairs(tree)
    ]
    assert pairs == []


def test_no_french_stands_in_the_code() -> None:
    french = [
        f"{name}:{text.lineno}: {text.value!r}"
        for name, _, tree in _modules()
        if not name.startswith(READERS)
        for text in _french_texts(tree)
    ]
    assert french == []
