"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/empty-state";
import { FilterSearch, FilterSelect, useFilters } from "@/components/filters";
import { useFormat, useTranslate } from "@/lib/i18n/provider";
import type { Option } from "@/lib/options";
import { useMay } from "@/lib/permissions";
import { csvHref } from "@/lib/query-string";
import { useUrlState, type Patch } from "@/lib/url-state";
import { donationColumns } from "./columns";
import { DonationDialog } from "./donation-dialog";
import {
  donationQuery,
  readDonationFilter,
  RESTRICTIONS,
  STATUSES,
  type DonationFilter,
} from "./filters";
import { DONATIONS, useDonations } from "./queries";

type Props = { sites: readonly Option[] };

export function DonationsTable({ sites }: Props) {
  const t = useTranslate();
  const format = useFormat();
  const mayEdit = useMay("execution:donation:edit");
  const { params, update } = useUrlState();
  const filter = readDonationFilter(params);
  const query = donationQuery(filter);
  const answer = useDonations(query);
  const columns = useMemo(() => donationColumns(t, format), [t, format]);
  const [isCreating, setCreating] = useState(false);
  return (
    <>
      <DataTable
        name="donations"
        label={t("nav.donations")}
        columns={columns}
        answer={answer}
        state={filter}
        onChange={update}
        csv={csvHref(DONATIONS, query)}
        empty={<EmptyState title={t("donation.empty.title")} text={t("donation.empty.text")} />}
        filters={<DonationFilters sites={sites} filter={filter} onChange={update} />}
        actions={
          mayEdit && (
            <Button
              leftSection={<IconPlus size={16} stroke={1.6} />}
              onClick={() => setCreating(true)}
            >
              {t("donation.new")}
            </Button>
          )
        }
      />
      {isCreating && (
        <DonationDialog donation={null} sites={sites} onClose={() => setCreating(false)} />
      )}
    </>
  );
}

type FiltersProps = Props & { filter: DonationFilter; onChange: (patch: Patch) => void };

function DonationFilters({ filter, sites, onChange }: FiltersProps) {
  const t = useTranslate();
  const { set, coded } = useFilters(onChange);
  return (
    <>
      <FilterSearch label={t("donation.search")} value={filter.q} onChange={set("q")} />
      <FilterSelect
        label={t("donation.status")}
        value={filter.status}
        options={coded(STATUSES, "donation-status")}
        onChange={set("status")}
      />
      <FilterSelect
        label={t("donation.restricted")}
        value={filter.restricted}
        options={RESTRICTIONS.map((value) => ({ value, label: t(`donation.restricted.${value}`) }))}
        onChange={set("restricted")}
      />
      <FilterSelect
        label={t("donation.site")}
        value={filter.site}
        options={sites}
        onChange={set("site")}
      />
    </>
  );
}
