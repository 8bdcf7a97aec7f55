"""Which functions write rows, and which of them write the journal: read from the code, followed through its calls."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
SAVING = {"save", "bulk_create", "update_or_create", "get_or_create"}
RECORD = "kentongan.journal.writing.record"


@dataclass(slots=True)
class Function:
    """One function: where it stands, whom it calls, whether it writes a row itself."""

    node: ast.FunctionDef
    calls: set[str] = field(default_factory=set)
    writes: bool = False


@cache
def functions() -> Mapping[str, Function]:
    """Return every function at the top of a module, by its dotted name."""
    found: dict[str, Function] = {}
    for path in (SOURCE / "kentongan").rglob("*.py"):
        if not {"tests", "migrations"} & set(path.parts):
            found |= dict(_of_module(path))
    return found


def _of_module(path: Path) -> Iterator[tuple[str, Function]]:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    package = parts[:-1]
    module = ".".join(package if path.name == "__init__.py" else parts)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = _imported(tree, package)
    tops = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    names |= {node.name: f"{module}.{node.name}" for node in tops}
    for node in tops:
        calls = [each for each in ast.walk(node) if isinstance(each, ast.Call)]
        function = Function(node, {name for call in calls if (name := _called(call.func, names))})
        function.writes = any(_is_write(call, names) for call in calls)
        yield f"{module}.{node.name}", function


def _imported(tree: ast.Module, package: tuple[str, ...]) -> dict[str, str]:
    """What each name that the module imports stands for."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            up = package[: len(package) - node.level + 1] if node.level else ()
            origin = ".".join([*up, *([node.module] if node.module else [])])
            names |= {each.asname or each.name: f"{origin}.{each.name}" for each in node.names}
    return names


def _called(func: ast.expr, names: Mapping[str, str]) -> str:
    if isinstance(func, ast.Name):
        return names.get(func.id, "")
    if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and func.value.id in names:
        return f"{names[func.value.id]}.{func.attr}"
    return ""


def _is_write(call: ast.Call, names: Mapping[str, str]) -> bool:
    """Whether a method of a row or a table is called that writes; modules have functions of the same names."""
    func = call.func
    if not isinstance(func, ast.Attribute):
        return False
    if isinstance(func.value, ast.Name) and names.get(func.value.id, "").rpartition(".")[2].islower():
        return False  # a module's function, which is followed
    if func.attr == "update":
        return not call.args and bool(call.keywords)  # of a table; a dictionary's takes no names
    if func.attr == "delete":
        return not call.args
    return func.attr in SAVING or (func.attr == "create" and "objects" in ast.unparse(func.value))


def writing() -> frozenset[str]:
    """Return the functions that write a row, themselves or through others."""
    return _reaching(frozenset(name for name, each in functions().items() if each.writes))


def recording() -> frozenset[str]:
    """Return the functions that write the journal, themselves or through others."""
    return _reaching(frozenset({RECORD}))


def _reaching(found: frozenset[str]) -> frozenset[str]:
    before = -1
    while before < len(found):
        before = len(found)
        found |= {name for name, each in functions().items() if each.calls & found}
    return found
