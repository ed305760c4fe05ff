import { ABSENT, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";

export type Input = { name: string; text: string; source: string | null; asOf: string | null };

type Loose = Record<string, unknown>;
type Words = { t: Translate; format: Format };

function isLoose(value: unknown): value is Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
const entries = (value: unknown): Loose[] => (Array.isArray(value) ? value.filter(isLoose) : []);

/** As the calculation uses them; the database keeps no order of its own. */
const ORDER = [
  "burn",
  "settings",
  "stock",
  "inbound",
  "wanted",
  "sources",
  "excluded",
  "trigger_lead_hours",
  "donation_lead_hours",
  "criticality",
  "unit_cost",
  "data_up_to",
  "hours_behind",
];

const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);

/** The inputs of a line to read, each with where it is from and as of when. */
export function inputsOf(inputs: Loose, t: Translate, format: Format): Input[] {
  const ordered = Object.entries(inputs).sort(([one], [other]) => place(one) - place(other));
  return ordered.flatMap(([name, entry]): Input[] => {
    if (!isLoose(entry) || !("value" in entry)) return [];
    const written = (WRITTEN[name] ?? plain)(entry.value, { t, format });
    if (written === null) return [];
    return [{ name, text: written, source: text(entry.source), asOf: text(entry.as_of) }];
  });
}

function plain(value: unknown, { t }: Words): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? t.code("criticality", value) : String(value);
}

const number = (value: unknown, format: Format, digits = 2) => format.number(text(value), digits);

type Writer = (value: unknown, words: Words) => string | null;

const hours: Writer = (value, { format }) => format.hours(text(value));
const amount: Writer = (value, { format }) =>
  value === null ? null : format.number(text(value), 4);
/** Said elsewhere, or of no use to a reader. */
const nothing: Writer = () => null;

const WRITTEN: Record<string, Writer> = {
  data_up_to: (value, { format }) => (value === null ? ABSENT : format.instant(text(value))),
  hours_behind: hours,
  trigger_lead_hours: hours,
  donation_lead_hours: hours,
  unit_cost: (value, { format }) => (value === null ? null : format.money(text(value))),
  wanted: amount,
  criticality_source: nothing,
  settings: (value, { t, format }) =>
    isLoose(value)
      ? t("needs.input.settings", {
          phase: t.code("phase", text(value.phase) ?? ""),
          demand: format.hours(Number(value.demand_window_hours)),
          planning: format.hours(Number(value.planning_window_hours)),
          factor: number(value.safety_factor, format, 3),
          buffer: number(value.safety_buffer_pct, format),
        })
      : null,
  burn: (value, { t, format }) =>
    isLoose(value)
      ? t("needs.input.burn", {
          rate: value.rate === null ? ABSENT : number(value.rate, format, 4),
          source: t.code("burn-source", text(value.source) ?? ""),
          quantity: number(value.issued_quantity, format),
          count: format.number(Number(value.issue_count)),
          window: format.hours(text(value.window_hours)),
        })
      : null,
  stock: (value, { t, format }) =>
    isLoose(value)
      ? t("needs.input.stock", {
          on_hand: number(value.on_hand, format),
          expired: number(value.expired, format),
          reserved: number(value.reserved, format),
        })
      : null,
  inbound: (value, { t, format }) =>
    entries(value)
      .map((entry) =>
        t("needs.input.inbound", {
          document: text(entry.document_no) ?? "",
          quantity: number(entry.quantity, format),
          at: entry.expected_at === null ? ABSENT : format.instant(text(entry.expected_at)),
        }),
      )
      .join("; ") || t("common.none"),
  sources: (value, { t, format }) =>
    entries(value)
      .map((entry) =>
        t("needs.input.source", {
          horizon: text(entry.horizon) ?? "",
          name: text(entry.name) ?? "",
          capacity: entry.capacity === null ? "∞" : number(entry.capacity, format),
          hours: format.hours(text(entry.lead_time_hours)),
        }),
      )
      .join("; ") || t("common.none"),
  excluded: (value, { t, format }) =>
    entries(value)
      .map((entry) =>
        t("needs.input.excluded", {
          name: text(entry.name) ?? "",
          hours: entry.hours_behind === null ? ABSENT : format.hours(text(entry.hours_behind)),
        }),
      )
      .join("; ") || null,
};
