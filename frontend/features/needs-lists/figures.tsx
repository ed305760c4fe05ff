import { Badge, Group } from "@mantine/core";
import { ABSENT, toNumber, type Format } from "@/lib/format";
import { useTranslate } from "@/lib/i18n/provider";

type Split = {
  horizon_a_quantity: string;
  horizon_b_quantity: string;
  horizon_c_quantity: string;
};

/** What each horizon gives, by its letter and name; those that give nothing are left out. */
export function Horizons({ line, format }: { line: Split; format: Format }) {
  const t = useTranslate();
  const parts = [
    ["A", line.horizon_a_quantity],
    ["B", line.horizon_b_quantity],
    ["C", line.horizon_c_quantity],
  ].filter(([, quantity]) => (toNumber(quantity) ?? 0) > 0);
  if (parts.length === 0) return <>{ABSENT}</>;
  return (
    <Group gap={6} wrap="nowrap">
      {parts.map(([horizon = "", quantity]) => (
        <Badge
          key={horizon}
          className="qm-badge"
          color="gray"
          variant="light"
          title={t.code("horizon", horizon)}
        >
          {horizon} {format.number(quantity, 2)}
        </Badge>
      ))}
    </Group>
  );
}
