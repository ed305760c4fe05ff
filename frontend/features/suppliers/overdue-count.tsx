"use client";

import { Anchor } from "@mantine/core";
import { IconClockExclamation } from "@tabler/icons-react";
import Link from "next/link";
import type { Supplier } from "@/lib/api/schema-names";
import { useFormat } from "@/lib/i18n/provider";
import { useMay } from "@/lib/permissions";
import classes from "./suppliers.module.css";

type Props = { supplier: Pick<Supplier, "id" | "overdue_orders"> };

/** How many orders are overdue, and the way to them. */
export function OverdueCount({ supplier }: Props) {
  const format = useFormat();
  const mayReadOrders = useMay("procurement:order:read");
  const count = format.number(supplier.overdue_orders);
  if (supplier.overdue_orders === 0) return count;
  const figure = (
    <>
      <IconClockExclamation size={14} stroke={1.8} aria-hidden="true" />
      {count}
    </>
  );
  if (!mayReadOrders) return <span className={classes.overdue}>{figure}</span>;
  return (
    <Anchor
      component={Link}
      prefetch={false}
      inherit
      className={classes.overdue}
      href={`/orders?supplier=${supplier.id}&due=overdue`}
    >
      {figure}
    </Anchor>
  );
}
