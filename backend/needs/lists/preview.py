"""Shows a calculation without saving anything."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from backend.access.queries import organisation
from backend.needs.calculation.explain import explanation
from backend.needs.calculation.queries import settings_of
from backend.needs.calculation.rules import ZERO, lowest, stored
from backend.needs.calculation.service import Calculated, Scope, SiteCalculation, calculate
from backend.needs.lines.recording import arrival
from backend.needs.lists.models import NeedsList
from backend.needs.lists.preview_schemas import (
    ExcludedSourceOut,
    OpenDraftOut,
    PreviewAllocationOut,
    PreviewInboundOut,
    PreviewLineOut,
    PreviewOut,
    SitePreviewOut,
)
from backend.needs.lists.service import drafts_in_the_way, is_worked_on


def preview(session: Session, scope: Scope, *, by: int, explain: bool) -> PreviewOut:
    """Calculate, and say which of the caller's own drafts a new list would replace."""
    calculations = calculate(session, scope)
    drafts = drafts_in_the_way(session, scope, by=by)
    settings = settings_of(session, scope.event, scope.phase)
    return PreviewOut(
        event_id=scope.event.id,
        event_code=scope.event.code,
        phase=scope.phase,
        as_of=calculations[0].clock.as_of,
        demand_window_hours=settings.demand_window_hours,
        planning_window_hours=settings.planning_window_hours,
        safety_factor=settings.safety_factor,
        safety_buffer_pct=settings.safety_buffer_pct,
        currency=organisation(session).currency,
        sites=[_site(entry, drafts, explain=explain) for entry in calculations],
    )


def _site(
    calculation: SiteCalculation, drafts: Sequence[NeedsList], *, explain: bool
) -> SitePreviewOut:
    short, unknown, site = calculation.short, calculation.unknown, calculation.site
    values = [_value(entry) for entry in short]
    known = [value for value in values if value is not None]
    return SitePreviewOut(
        site_id=site.id,
        site_code=site.code,
        site_name=site.name,
        freshness=calculation.freshness,
        hours_behind=site.hours_behind,
        data_up_to=site.data_up_to,
        confidence=lowest(entry.line.confidence for entry in short),
        covered_count=len(calculation.lines) - len(short) - len(unknown),
        total_gap_quantity=sum((entry.line.gap for entry in short), ZERO),
        total_estimated_value=sum(known, ZERO) if len(known) == len(values) else None,
        lines=[_line(entry, explain=explain) for entry in sorted(short, key=_urgency)],
        unknown=[_line(entry, explain=explain) for entry in unknown],
        drafts=[
            OpenDraftOut(
                id=entry.id,
                needs_list_no=entry.needs_list_no,
                status=entry.status,
                is_worked_on=is_worked_on(entry),
                updated_at=entry.updated_at,
            )
            for entry in drafts
            if entry.site_id == site.id
        ],
    )


def _urgency(entry: Calculated) -> tuple[bool, Decimal, str]:
    hours = entry.line.time_to_stockout_hours
    return hours is None, hours or ZERO, entry.item.sku


def _value(entry: Calculated) -> Decimal | None:
    cost = entry.inputs.unit_cost
    return None if cost is None else stored(entry.line.gap * cost)


def _line(entry: Calculated, *, explain: bool) -> PreviewLineOut:
    item, inputs, line = entry.item, entry.inputs, entry.line
    return PreviewLineOut(
        item_id=item.id,
        sku=item.sku,
        item_name=item.name,
        category=item.category,
        unit=item.unit,
        severity=line.severity,
        time_to_stockout_hours=line.time_to_stockout_hours,
        time_to_stockout_with_inbound_hours=line.time_to_stockout_with_inbound_hours,
        trigger_threshold_hours=line.trigger_threshold_hours,
        is_triggered=line.is_triggered,
        burn_rate=inputs.burn.rate,
        burn_rate_source=inputs.burn.source,
        usable_quantity=inputs.stock.usable,
        reserved_quantity=inputs.stock.reserved,
        available_quantity=line.available,
        inbound=[PreviewInboundOut.model_validate(part) for part in inputs.inbound],
        coverage_quantity=line.coverage,
        required_quantity=line.required,
        gap_quantity=line.gap,
        surplus_quantity=line.surplus,
        horizon_a_quantity=line.filled.horizon("A"),
        horizon_b_quantity=line.filled.horizon("B"),
        horizon_c_quantity=line.filled.horizon("C"),
        unmet_quantity=line.filled.unmet,
        allocations=_allocations(entry),
        excluded=[ExcludedSourceOut.model_validate(part) for part in inputs.excluded],
        activated={name.value: list(horizons) for name, horizons in line.activated.items()},
        unit_cost=inputs.unit_cost,
        estimated_value=_value(entry),
        confidence=line.confidence,
        confidence_reasons=[reason.value for reason in line.reasons],
        warnings=[warning.value for warning in line.warnings],
        explanation=explanation(inputs, line) if explain else None,
    )


def _allocations(entry: Calculated) -> list[PreviewAllocationOut]:
    return [
        PreviewAllocationOut(
            sequence=part.sequence,
            horizon=part.source.horizon,
            source_site_id=part.source.site_id,
            donation_item_id=part.source.donation_item_id,
            supplier_id=part.source.supplier_id,
            name=part.source.name,
            quantity=part.quantity,
            lead_time_hours=part.source.lead_time_hours,
            arrives_at=arrival(entry.inputs.as_of, part.source.lead_time_hours),
            is_in_time=part.is_in_time,
            is_default_lead_time=part.source.is_default_lead_time,
            is_shared=part.source.offered is not None,
        )
        for part in entry.line.filled.allocations
    ]
