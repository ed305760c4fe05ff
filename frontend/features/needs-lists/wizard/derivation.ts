import type { Preview, PreviewLine } from "@/lib/api/schema-names";
import type { Step } from "@/components/derivation-steps";
import type { Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";

/** The figures of a previewed line in the order in which one follows from the other. */
export function derivationOf(
  preview: Preview,
  line: PreviewLine,
  { t, format }: { t: Translate; format: Format },
): Step[] {
  const shown = (value: string | number | null) => format.number(value, 4);
  const steps: Step[] = [
    {
      name: "available",
      formula: `max(${shown(line.usable_quantity)} - ${shown(line.reserved_quantity)}, 0)`,
      value: line.available_quantity,
      unit: "units",
    },
    {
      name: "coverage",
      formula: [line.available_quantity, ...line.inbound.map(({ quantity }) => quantity)]
        .map(shown)
        .join(" + "),
      value: line.coverage_quantity,
      unit: "units",
    },
  ];
  if (line.required_quantity === null) return steps;
  steps.push(
    {
      name: "required",
      formula: `${shown(line.burn_rate)} × ${shown(preview.planning_window_hours)} × ${shown(preview.safety_factor)}`,
      value: line.required_quantity,
      unit: "units",
    },
    {
      name: "gap",
      formula: `max(${shown(line.required_quantity)} - ${shown(line.coverage_quantity)}, 0)`,
      value: line.gap_quantity,
      unit: "units",
    },
  );
  if (line.time_to_stockout_hours !== null) {
    steps.push(
      {
        name: "time_to_stockout",
        formula: `${shown(line.available_quantity)} / ${shown(line.burn_rate)}`,
        value: line.time_to_stockout_hours,
        unit: "hours",
      },
      {
        name: "trigger_threshold",
        formula: t("wizard.formula.trigger", { buffer: shown(preview.safety_buffer_pct) }),
        value: line.trigger_threshold_hours,
        unit: "hours",
      },
    );
  }
  return steps;
}
