import type { Explanation } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";
import { writtenParam } from "@/lib/written";

export type Input = { name: string; text: string; source: string | null; asOf: string | null };

type Loose = Record<string, unknown>;

function isLoose(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((part) => typeof part === "number") : [];
}

/** The inputs of a decision as lines to read, in the order in which they were written down. */
export function inputsOf(inputs: Explanation["inputs"], t: Translate, format: Format): Input[] {
  return Object.entries(inputs).flatMap(([name, entry]): Input[] =>
    isLoose(entry) && "value" in entry
      ? [
          {
            name,
            text: written(name, entry.value, t, format),
            source: text(entry.source),
            asOf: text(entry.as_of),
          },
        ]
      : [],
  );
}

function written(name: string, value: unknown, t: Translate, format: Format): string {
  if (value === null || value === undefined) return ABSENT;
  if (name === "inbound" && Array.isArray(value)) return inbound(value, t, format);
  if (!isLoose(value)) return writtenParam(value, t, format);
  if (name === "lead_time") {
    return t("advice.input.lead-time", {
      mean: format.number(Number(value.mean_days), 1),
      sd: typeof value.sd_days === "number" ? format.number(value.sd_days, 1) : "?",
      source: t.code("source", text(value.source) ?? ""),
      count: format.number(Number(value.observations)),
    });
  }
  if (name === "stock") {
    return t("advice.input.stock", {
      on_hand: format.number(Number(value.on_hand), 1),
      reserved: format.number(Number(value.reserved), 1),
    });
  }
  if (name === "draw") {
    return t("advice.input.draw", {
      paths: format.number(Number(value.paths)),
      site: text(value.site) ?? "",
      item: text(value.item) ?? "",
      seed: format.number(Number(value.seed)),
    });
  }
  return name === "forecast" ? forecast(value, t, format) : JSON.stringify(value);
}

function forecast(value: Loose, t: Translate, format: Format): string {
  const means = numbers(value.means);
  const total = means.reduce((sum, mean) => sum + mean, 0);
  return t("advice.input.forecast", {
    periods: format.number(means.length),
    mean: format.number(means.length ? total / means.length : null, 2),
  });
}

function inbound(orders: readonly unknown[], t: Translate, format: Format): string {
  const quantities = orders.map((order) => (isLoose(order) ? Number(order.quantity) : 0));
  return t("advice.input.inbound", {
    orders: format.number(orders.length),
    quantity: format.number(
      quantities.reduce((sum, quantity) => sum + quantity, 0),
      1,
    ),
  });
}

/** The steps of the advice itself, beyond those of the site's own plan. */
export function extraSteps(advice: Explanation["advice"]): Explanation["steps"] {
  const steps: unknown = advice.steps;
  if (!Array.isArray(steps)) return [];
  return steps.filter(isLoose).map((step) => ({
    name: text(step.name) ?? "",
    formula: text(step.formula) ?? "",
    value: typeof step.value === "number" || typeof step.value === "string" ? step.value : null,
    unit: text(step.unit) ?? "",
  }));
}
