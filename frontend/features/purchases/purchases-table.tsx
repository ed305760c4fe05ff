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
import { purchaseColumns } from "./columns";
import {
  purchaseQuery,
  readPurchaseFilter,
  STATES,
  STATUSES,
  type PurchaseFilter,
} from "./filters";
import { NewPurchaseDialog } from "./new-purchase-dialog";
import { PURCHASES, usePurchases } from "./queries";

type Props = { suppliers: readonly Option[]; sites: readonly Option[] };

export function PurchasesTable(props: Props) {
  const t = useTranslate();
  const format = useFormat();
  const mayEdit = useMay("procurement:procurement:edit");
  const { params, update } = useUrlState();
  const filter = readPurchaseFilter(params);
  const query = purchaseQuery(filter);
  const answer = usePurchases(query);
  const columns = useMemo(() => purchaseColumns(t, format), [t, format]);
  const [isCreating, setCreating] = useState(false);
  return (
    <>
      <DataTable
        name="purchases"
        label={t("nav.procurement")}
        columns={columns}
        answer={answer}
        state={filter}
        onChange={update}
        csv={csvHref(PURCHASES, query)}
        empty={<EmptyState title={t("purchase.empty.title")} text={t("purchase.empty.text")} />}
        filters={<PurchaseFilters {...props} filter={filter} onChange={update} />}
        actions={
          mayEdit && (
            <Button
              leftSection={<IconPlus size={16} stroke={1.6} />}
              onClick={() => setCreating(true)}
            >
              {t("purchase.new")}
            </Button>
          )
        }
      />
      {isCreating && <NewPurchaseDialog {...props} onClose={() => setCreating(false)} />}
    </>
  );
}

type FiltersProps = Props & { filter: PurchaseFilter; onChange: (patch: Patch) => void };

function PurchaseFilters({ filter, suppliers, sites, onChange }: FiltersProps) {
  const t = useTranslate();
  const { set, coded } = useFilters(onChange);
  const idOf = (id: number | undefined) => (id === undefined ? undefined : String(id));
  return (
    <>
      <FilterSearch label={t("purchase.search")} value={filter.q} onChange={set("q")} />
      <FilterSelect
        label={t("purchase.status")}
        value={filter.status}
        options={coded(STATUSES, "purchase-status")}
        onChange={set("status")}
      />
      <FilterSelect
        label={t("purchase.state")}
        width={120}
        value={filter.state}
        options={coded(STATES, "purchase-state")}
        onChange={set("state")}
      />
      <FilterSelect
        label={t("purchase.supplier")}
        value={idOf(filter.supplier)}
        options={suppliers}
        onChange={set("supplier")}
      />
      <FilterSelect
        label={t("filter.site")}
        value={idOf(filter.site)}
        options={sites}
        onChange={set("site")}
      />
    </>
  );
}
