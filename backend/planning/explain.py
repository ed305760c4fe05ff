"""How a decision is written down so that anybody can follow, check and repeat it. Pure."""

from collections.abc import Mapping
from typing import Any

from backend.planning.decide import FORMULA_VERSION, Line, decide
from backend.planning.inputs import LineInputs


def explanation(inputs: LineInputs, line: Line) -> dict[str, Any]:
    """Return the decision with its inputs, its steps in order, and how sure it is."""
    result = line.to_document()
    steps, reasons = result.pop("steps"), result.pop("reasons")
    return {
        "formula_version": FORMULA_VERSION,
        "inputs": inputs.to_document(),
        "steps": steps,
        "result": {**result, "confidence": line.confidence.value},
        "confidence": line.confidence.value,
        "reasons": [str(reason) for reason in reasons],
    }


def replay(document: Mapping[str, Any]) -> dict[str, Any]:
    """Decide again from a stored explanation's inputs, and return the explanation that gives."""
    inputs = LineInputs.from_document(document["inputs"])
    return explanation(inputs, decide(inputs))
