"""The dashboard knows every formula that derivations show, to say it in its languages."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from backend.kpis.definitions import KPIS
from backend.needs.calculation.decide import STEPS
from backend.planning.actions import Place, SitePlan, advise
from backend.planning.decide import decide
from backend.planning.inputs import LeadTimeInput, LineInputs, StockInput
from backend.tests.planning.lines import AS_OF, INPUTS, coming

ENGLISH = Path(__file__).resolve().parents[2] / "frontend/lib/i18n/en/formulas.ts"
MESSAGE = re.compile(r'"(\w+)-formula\.([\w.]+)":\s*"([^"]+)"')
KNOWN = MESSAGE.findall(ENGLISH.read_text(encoding="utf-8"))
OF_KPI = re.compile(r'"kpi-(formula|grain)\.(\w+)":\s*"([^"]+)"')
KNOWN_OF_KPIS = OF_KPI.findall(ENGLISH.with_name("kpi-formulas.ts").read_text(encoding="utf-8"))
# Two deliveries took different times, and the level was corrected.
VARIED = replace(
    INPUTS,
    correction=1.25,
    lead_time=LeadTimeInput(9.0, 2.0, "OBSERVED", 12, 4.0, days=(8.0, 10.0), counts=(6, 6)),
)


def told(domain: str, steps: Iterable[tuple[str, str]]) -> tuple[set[str], set[tuple[str, str]]]:
    """Return the messages that say these steps, and the steps that none of them says."""
    said, unsaid = set(), set()
    for name, formula in steps:
        keys = {
            key
            for of, key, text in KNOWN
            if of == domain
            and (key == name or key.startswith(f"{name}."))
            and re.fullmatch(re.sub(r"\\\{\w+\\\}", "(.+)", re.escape(text)), formula)
        }
        said |= keys
        unsaid |= set() if keys else {(name, formula)}
    return said, unsaid


def messages_of(domain: str) -> set[str]:
    return {key for of, key, _ in KNOWN if of == domain}


def test_every_formula_of_a_needs_list_is_known_to_the_dashboard() -> None:
    said, unsaid = told("needs", ((name, formula) for name, formula, _, _ in STEPS))

    assert unsaid == set()
    assert said == messages_of("needs")


def test_every_formula_of_a_plan_and_its_advice_is_known_to_the_dashboard() -> None:
    short, full = _plan(1, INPUTS, on_hand=120.0), _plan(2, INPUTS, on_hand=190.0)
    late = _plan(3, replace(INPUTS, inbound=(coming(50.0, 12),)), on_hand=60.0)
    plenty = _plan(4, VARIED, on_hand=5000.0)
    advice = [one for plans in ([short, full], [late], [plenty]) for one in advise(plans)]
    steps = [step for one in advice for step in (*one.plan.line.steps, *one.steps)]

    said, unsaid = told("plan", ((step.name, step.formula) for step in steps))

    assert unsaid == set()
    assert said == messages_of("plan")


def test_every_definition_of_a_kpi_is_known_to_the_dashboard() -> None:
    formulas = {("formula", kpi.slug, kpi.formula) for kpi in KPIS}
    grains = {("grain", re.sub(r"\W+", "_", kpi.grain), kpi.grain) for kpi in KPIS}

    assert set(KNOWN_OF_KPIS) == formulas | grains


def _plan(number: int, inputs: LineInputs, *, on_hand: float) -> SitePlan:
    inputs = replace(inputs, stock=StockInput(on_hand, 0.0, AS_OF))
    return SitePlan(Place(number, f"SITE-{number}", 0.0, float(number)), inputs, decide(inputs))
