"use client";

import { Button, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { Failure } from "@/components/failure";
import { SimpleTable } from "@/components/simple-table";
import type { LineReplay as Replay } from "@/lib/api/schema-names";
import { ABSENT, toNumber, type Format } from "@/lib/format";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { Part } from "./explanation";
import { replayLine } from "./queries";

type Moved = Replay["inputs"][number];

/** What today's data would give instead; the stored line stays as it is. */
export function LineReplay({ listId, lineId }: { listId: number; lineId: number }) {
  const t = useTranslate();
  const [replay, setReplay] = useState<Replay | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  async function run() {
    setBusy(true);
    setFailure(null);
    try {
      setReplay(await replayLine(listId, lineId));
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Part title={t("needs.replay")}>
      <Button
        size="xs"
        variant="default"
        loading={busy}
        leftSection={<IconRefresh size={15} stroke={1.7} aria-hidden="true" />}
        onClick={() => void run()}
      >
        {t("needs.replay.run")}
      </Button>
      <Failure error={failure} />
      {replay && <Result replay={replay} />}
    </Part>
  );
}

function Result({ replay }: { replay: Replay }) {
  const t = useTranslate();
  const format = useFormat();
  const moved = [...replay.inputs, ...replay.result].filter(isPlain);
  if (moved.length === 0) {
    return (
      <Text size="sm" mt="xs">
        {t("needs.replay.same", { at: format.instant(replay.as_of) })}
      </Text>
    );
  }
  return (
    <SimpleTable
      label={t("needs.replay")}
      rows={moved}
      keyOf={(change) => change.name}
      columns={[
        {
          label: t("needs.replay.value"),
          isTitle: true,
          render: (change) => t.code("needs-value", change.name),
        },
        {
          label: t("needs.replay.before"),
          align: "end",
          render: (change) => shown(change.before, format),
        },
        {
          label: t("needs.replay.after"),
          align: "end",
          render: (change) => shown(change.after, format),
        },
      ]}
    />
  );
}

/** Lists of sources are read in the explanation; here only single values are set side by side. */
function isPlain({ before, after }: Moved): boolean {
  return [before, after].every((value) => typeof value !== "object" || value === null);
}

function shown(value: unknown, format: Format): string {
  if (typeof value !== "string" && typeof value !== "number") return ABSENT;
  if (toNumber(value) !== null) return format.number(value, 2);
  return Number.isNaN(Date.parse(String(value))) ? String(value) : format.instant(String(value));
}
