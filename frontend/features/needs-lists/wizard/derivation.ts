import type { Preview, PreviewLine } from "@/lib/api/schema-names";
import type { Step } from "@/components/derivation-steps";

/** The figures of a previewed line in the order in which one follows from the other. */
export function derivationOf(preview: Preview, line: PreviewLine): Step[] {
  const steps: Step[] = [
    {
      name: "available",
      formula: `max(${line.usable_quantity} - ${line.reserved_quantity}, 0)`,
      value: line.available_quantity,
      unit: "units",
    },
    {
      name: "coverage",
      formula: [line.available_quantity, ...line.inbound.map(({ quantity }) => quantity)].join(
        " + ",
      ),
      value: line.coverage_quantity,
      unit: "units",
    },
  ];
  if (line.required_quantity === null) return steps;
  steps.push(
    {
      name: "required",
      formula: `${line.burn_rate} × ${preview.planning_window_hours} × ${preview.safety_factor}`,
      value: line.required_quantity,
      unit: "units",
    },
    {
      name: "gap",
      formula: `max(${line.required_quantity} - ${line.coverage_quantity}, 0)`,
      value: line.gap_quantity,
      unit: "units",
    },
  );
  if (line.time_to_stockout_hours !== null) {
    steps.push(
      {
        name: "time_to_stockout",
        formula: `${line.available_quantity} / ${line.burn_rate}`,
        value: line.time_to_stockout_hours,
        unit: "hours",
      },
      {
        name: "trigger_threshold",
        formula: `lead time × (1 + ${preview.safety_buffer_pct} %)`,
        value: line.trigger_threshold_hours,
        unit: "hours",
      },
    );
  }
  return steps;
}
