"use client";

import { Button, Stack, Text } from "@mantine/core";
import { IconPackageImport, IconPencil } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { DocumentHead } from "@/components/document-head";
import { Panel } from "@/components/panel";
import { SimpleTable } from "@/components/simple-table";
import type { DonationDetail, Intake } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { useMay } from "@/lib/permissions";
import { AllocationsPart } from "./allocations-part";
import { DonationBadge } from "./donation-badge";
import { DonationDialog } from "./donation-dialog";
import { donationFacts } from "./facts";
import { IntakeDialog } from "./intake-dialog";
import { IntakeDrawer } from "./intake-drawer";
import { intakeColumns, lineColumns } from "./part-columns";
import { useDonation } from "./queries";
import { StepDialog, type StepName } from "./step-dialog";

type Props = { first: DonationDetail; sites: readonly Option[] };
type Open = "edit" | "intake" | StepName | null;

/** One donation: what was given, who counts on it, what came, and what its reader may do. */
export function DonationPage({ first, sites }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const donation = useDonation(first).data ?? first;
  const [open, setOpen] = useState<Open>(null);
  const [shown, setShown] = useState<Intake | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <DocumentHead
        back={{ href: "/donations", label: t("nav.donations") }}
        number={donation.donation_no}
        badge={<DonationBadge donation={donation} />}
        actions={<Actions donation={donation} onOpen={setOpen} />}
        facts={donationFacts(donation, t, format)}
      />
      <Stack gap="md">
        <Part title={t("donation.lines")} none={t("donation.lines")} count={donation.lines.length}>
          <SimpleTable
            label={t("donation.lines")}
            columns={lineColumns(t, format)}
            rows={donation.lines}
            keyOf={({ id }) => id}
          />
        </Part>
        <Part
          title={t("donation.intakes")}
          none={t("donation.intakes.none")}
          count={donation.intakes.length}
        >
          <SimpleTable
            label={t("donation.intakes")}
            columns={intakeColumns(t, format, setShown)}
            rows={donation.intakes}
            keyOf={({ id }) => id}
          />
        </Part>
        <AllocationsPart donation={donation} />
        {donation.notes && (
          <Panel title={t("donation.notes")}>
            <Text size="sm" style={{ whiteSpace: "pre-line" }}>
              {donation.notes}
            </Text>
          </Panel>
        )}
      </Stack>
      {open === "edit" && <DonationDialog donation={donation} sites={sites} onClose={close} />}
      {open === "intake" && <IntakeDialog donation={donation} sites={sites} onClose={close} />}
      {open !== null && open !== "edit" && open !== "intake" && (
        <StepDialog donation={donation} step={open} onClose={close} />
      )}
      {shown && (
        <IntakeDrawer id={shown.id} number={shown.intake_no} onClose={() => setShown(null)} />
      )}
    </>
  );
}

type PartProps = { title: string; none: string; count: number; children: ReactNode };

function Part({ title, none, count, children }: PartProps) {
  return (
    <Panel title={title} isFlush={count > 0}>
      {count > 0 ? (
        children
      ) : (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      )}
    </Panel>
  );
}

type ActionsProps = { donation: DonationDetail; onOpen: (open: Open) => void };

/** The server says what the reader may do now; nothing else gets a button. */
function Actions({ donation, onOpen }: ActionsProps) {
  const t = useTranslate();
  const mayEdit = useMay("execution:donation:edit");
  return (
    <>
      {mayEdit && donation.status !== "CANCELLED" && (
        <Button
          variant="default"
          leftSection={<IconPencil size={16} stroke={1.6} aria-hidden="true" />}
          onClick={() => onOpen("edit")}
        >
          {t("donation.edit")}
        </Button>
      )}
      {[...donation.actions].reverse().map((action) => (
        <Button
          key={action}
          variant={action === "cancel" ? "default" : "filled"}
          onClick={() => onOpen(action)}
        >
          {t(`donation.${action}`)}
        </Button>
      ))}
      {mayEdit && donation.status === "VERIFIED" && (
        <Button
          leftSection={<IconPackageImport size={16} stroke={1.6} aria-hidden="true" />}
          onClick={() => onOpen("intake")}
        >
          {t("intake.new")}
        </Button>
      )}
    </>
  );
}
