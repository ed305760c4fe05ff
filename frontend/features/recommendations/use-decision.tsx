"use client";

import { Anchor, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { explainError } from "@/lib/api/problem";
import type { Decision, Recommendation } from "@/lib/api/schema-names";
import { useRevalidate } from "@/lib/api/use-revalidate";
import { useSave } from "@/lib/api/use-save";
import { useTranslate } from "@/lib/i18n/provider";
import { decide, RECOMMENDATIONS } from "./queries";

/** Decide on one recommendation; after a mistake, one click takes the decision back. */
export function useDecision(advice: Recommendation) {
  const t = useTranslate();
  const revalidate = useRevalidate(RECOMMENDATIONS);
  const saving = useSave((version, decision: Decision) => decide(advice.id, version, decision));

  async function takeBack(version: number, notice: string) {
    notifications.hide(notice);
    try {
      await decide(advice.id, version, { action: "reopen", reason: null });
    } catch (error) {
      notifications.show({ color: "vermilion", message: explainError(error, t) });
    }
    await revalidate();
  }

  async function run(decision: Decision, version = advice.version): Promise<boolean> {
    const saved = await saving.run(version, decision);
    if (!saved) return false;
    const notice = `decision-${advice.id}`;
    notifications.show({
      id: notice,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{t.code("advice.done", decision.action)}</Text>
          {decision.action !== "reopen" && (
            <Anchor
              component="button"
              size="sm"
              onClick={() => void takeBack(saved.version, notice)}
            >
              {t("advice.undo")}
            </Anchor>
          )}
        </Group>
      ),
    });
    await revalidate();
    return true;
  }
  return { ...saving, run };
}
