import type { Format } from "@/lib/format";
import { formulas } from "@/lib/i18n/en/formulas";
import type { MessageKey } from "@/lib/i18n/messages";
import type { Params, Translate } from "@/lib/i18n/translate";

type Step = { name: string; formula: string };

const SPECIAL = /[.*+?^${}()|[\]\\]/g;
const PLACE = /\\\{(\w+)\\\}/g;

/** What stands in the places of a template, or null where the text is another one. */
function placesIn(text: string, template: string): Record<string, string> | null {
  const pattern = template.replace(SPECIAL, "\\$&").replace(PLACE, "(?<$1>.+?)");
  const found = new RegExp(`^${pattern}$`).exec(text);
  return found && { ...found.groups };
}

/**
 * A step's formula in the reader's language. Explanations are kept as they were made: what an older
 * or a newer calculation wrote is another text than is known here, and is shown as it stands.
 */
export function writtenFormula(
  domain: "needs-formula" | "plan-formula",
  { name, formula }: Step,
  t: Translate,
  format: Format,
): string {
  const stem = `${domain}.${name}`;
  for (const [key, template] of Object.entries(formulas)) {
    if (key !== stem && !key.startsWith(`${stem}.`)) continue;
    const places = placesIn(formula, template);
    if (places) return t(key as MessageKey, written(places, t, format));
  }
  return formula;
}

function written(places: Record<string, string>, t: Translate, format: Format): Params {
  const said = ([name, text]: [string, string]) => [
    name,
    name === "family" ? t.code("spread-family", text) : format.number(text, 6),
  ];
  return Object.fromEntries(Object.entries(places).map(said)) as Params;
}
