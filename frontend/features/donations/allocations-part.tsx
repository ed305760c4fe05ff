"use client";

import { Button, Text } from "@mantine/core";
import { IconHeartHandshake } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Panel } from "@/components/panel";
import { SimpleTable } from "@/components/simple-table";
import type { DonationDetail } from "@/lib/api/schema-names";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import { useMay } from "@/lib/permissions";
import { allocationColumns } from "./part-columns";

const GiveDialog = dynamic(() => import("./give-dialog").then((module) => module.GiveDialog));
const TakeBackDialog = dynamic(() =>
  import("./take-back-dialog").then((module) => module.TakeBackDialog),
);

type Allocation = DonationDetail["allocations"][number];

/** Who counts on the gift; whoever may decide gives some of it by hand, and takes that back. */
export function AllocationsPart({ donation }: { donation: DonationDetail }) {
  const t = useTranslate();
  const format = useFormat();
  const mayGive = useMay("execution:donation:allocate") && donation.status === "VERIFIED";
  const [isGiving, setGiving] = useState(false);
  const [unwanted, setUnwanted] = useState<Allocation | null>(null);
  const hasAny = donation.allocations.length > 0;
  return (
    <Panel
      title={t("donation.allocations")}
      isFlush={hasAny}
      aside={
        mayGive && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconHeartHandshake size={15} stroke={1.6} aria-hidden="true" />}
            onClick={() => setGiving(true)}
          >
            {t("donation.give")}
          </Button>
        )
      }
    >
      {hasAny ? (
        <SimpleTable
          label={t("donation.allocations")}
          columns={allocationColumns(t, format, mayGive ? setUnwanted : null)}
          rows={donation.allocations}
          keyOf={({ id }) => id}
        />
      ) : (
        <Text size="sm" c="dimmed">
          {t(donation.restriction ? "donation.allocations.by-hand" : "donation.allocations.none")}
        </Text>
      )}
      {isGiving && <GiveDialog donation={donation} onClose={() => setGiving(false)} />}
      {unwanted && (
        <TakeBackDialog
          donation={donation}
          allocation={unwanted}
          onClose={() => setUnwanted(null)}
        />
      )}
    </Panel>
  );
}
