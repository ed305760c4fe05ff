"""How a line is written down so that anybody can follow, check and repeat it. Pure."""

from collections.abc import Mapping
from typing import Any

from backend.needs.calculation.decide import FORMULA_VERSION, Line, decide
from backend.needs.calculation.inputs import LineInputs


def explanation(inputs: LineInputs, line: Line) -> dict[str, Any]:
    """Return the decision receipt: inputs with as-of times, steps in order, result, doubts."""
    result = line.to_document()
    steps, reasons, warnings = (result.pop(name) for name in ("steps", "reasons", "warnings"))
    return {
        "formula_version": FORMULA_VERSION,
        "inputs": inputs.to_document(),
        "steps": steps,
        "result": result,
        "confidence": line.confidence.value,
        "reasons": reasons,
        "warnings": warnings,
    }


def replay(document: Mapping[str, Any]) -> dict[str, Any]:
    """Decide again from a stored explanation's inputs, and return the explanation that gives."""
    inputs = LineInputs.from_document(document["inputs"])
    return explanation(inputs, decide(inputs))


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return which values differ between two sets of inputs or results, with both values."""
    flat_before, flat_after = dict(_flat(before)), dict(_flat(after))
    names = [*flat_before, *(name for name in flat_after if name not in flat_before)]
    return [
        {"name": name, "before": flat_before.get(name), "after": flat_after.get(name)}
        for name in names
        if flat_before.get(name) != flat_after.get(name)
    ]


def _flat(document: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """Return the leaves by their path; what a value is from and as of is no change by itself."""
    leaves: list[tuple[str, Any]] = []
    for name, value in document.items():
        known = value["value"] if _is_sourced(value) else value
        path = f"{prefix}{name}"
        if isinstance(known, Mapping):
            leaves += _flat(known, f"{path}.")
        else:
            leaves.append((path, known))
    return leaves


def _is_sourced(value: Any) -> bool:
    return isinstance(value, Mapping) and set(value) == {"value", "as_of", "source"}
