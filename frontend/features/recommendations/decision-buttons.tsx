"use client";

import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { explainError } from "@/lib/api/problem";
import type { Decision, Recommendation } from "@/lib/api/schema-names";
import { ABSENT } from "@/lib/format";
import { useTranslate } from "@/lib/i18n/provider";
import type { Translate } from "@/lib/i18n/translate";
import { useMay } from "@/lib/permissions";
import { useDecision } from "./use-decision";

// Buttons stand in every row; what they ask can wait until somebody presses one.
const RejectDialog = dynamic(() => import("./reject-dialog").then((module) => module.RejectDialog));
const ConflictDialog = dynamic(() =>
  import("@/components/conflict-dialog").then((module) => module.ConflictDialog),
);

const RESULTS: Record<Decision["action"], string> = {
  accept: "ACCEPTED",
  reject: "REJECTED",
  reopen: "OPEN",
};

export function DecisionButtons({ advice }: { advice: Recommendation }) {
  const may = useMay("recommendations:recommendation:decide");
  if (!may || advice.status === "SUPERSEDED") return null;
  return <Buttons advice={advice} />;
}

function Buttons({ advice }: { advice: Recommendation }) {
  const t = useTranslate();
  const decision = useDecision(advice);
  const [isRejecting, setRejecting] = useState(false);
  const [wanted, setWanted] = useState<Decision>({ action: "accept", reason: null });

  useEffect(() => {
    if (decision.error === null || isRejecting) return;
    notifications.show({ color: "vermilion", message: explainError(decision.error, t) });
  }, [decision.error, isRejecting, t]);

  async function act(next: Decision, version?: number) {
    setWanted(next);
    if (await decision.run(next, version)) setRejecting(false);
  }

  return (
    <>
      <Group gap={4} wrap="nowrap">
        {advice.status === "OPEN" ? (
          <>
            <Button
              size="compact-xs"
              loading={decision.busy && !isRejecting}
              onClick={() => void act({ action: "accept", reason: null })}
            >
              {t("advice.accept")}
            </Button>
            <Button size="compact-xs" variant="default" onClick={() => setRejecting(true)}>
              {t("advice.reject")}
            </Button>
          </>
        ) : (
          <Button
            size="compact-xs"
            variant="default"
            loading={decision.busy}
            onClick={() => void act({ action: "reopen", reason: null })}
          >
            {t("advice.reopen")}
          </Button>
        )}
      </Group>
      {isRejecting && (
        <RejectDialog
          opened
          advice={advice}
          busy={decision.busy}
          error={decision.error}
          onReject={(reason) => void act({ action: "reject", reason })}
          onClose={() => setRejecting(false)}
        />
      )}
      {decision.conflict && (
        <ConflictDialog
          opened
          busy={decision.busy}
          fields={differences(decision.conflict, wanted, t)}
          onOverwrite={() => void act(wanted, decision.conflict?.version)}
          onClose={decision.dismiss}
        />
      )}
    </>
  );
}

function differences(stored: Recommendation, wanted: Decision, t: Translate) {
  return [
    {
      label: t("alert.status"),
      theirs: t.code("status", stored.status),
      mine: t.code("status", RESULTS[wanted.action]),
    },
    {
      label: t("advice.reason"),
      theirs: stored.decision_reason ?? ABSENT,
      mine: wanted.reason ?? ABSENT,
    },
  ];
}
