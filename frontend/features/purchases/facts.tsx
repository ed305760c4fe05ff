import { Anchor } from "@mantine/core";
import Link from "next/link";
import type { Fact } from "@/components/facts";
import { WithNote } from "@/components/with-note";
import type { PurchaseDetail } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";

/** What a procurement is about, and who did what to it. Steps not taken yet are left out. */
export function purchaseFacts(purchase: PurchaseDetail, t: Translate, format: Format): Fact[] {
  const { supplier_id: supplier, needs_list_id: list, total_value: value } = purchase;
  return [
    {
      label: t("purchase.supplier"),
      value:
        supplier === null ? (
          ABSENT
        ) : (
          <Anchor component={Link} href={`/suppliers/${supplier}`} inherit>
            {purchase.supplier_name}
          </Anchor>
        ),
    },
    { label: t("purchase.site"), value: purchase.site_name },
    { label: t("purchase.method"), value: t.code("purchase-method", purchase.method) },
    {
      label: t("purchase.value"),
      value: (
        <WithNote note={value === null ? t("purchase.value.unknown") : null}>
          {format.money(value)}
        </WithNote>
      ),
    },
    ...(purchase.deciding_role && purchase.status === "PENDING_APPROVAL"
      ? [{ label: t("purchase.decides"), value: t.code("role", purchase.deciding_role) }]
      : []),
    ...(list === null
      ? []
      : [
          {
            label: t("purchase.list"),
            value: (
              <Anchor component={Link} href={`/needs-lists/${list}`} inherit>
                {purchase.needs_list_no}
              </Anchor>
            ),
          },
        ]),
    ...(purchase.event_name ? [{ label: t("purchase.event"), value: purchase.event_name }] : []),
    ...(purchase.po_number ? [{ label: t("purchase.po"), value: purchase.po_number }] : []),
    ...(purchase.expected_arrival_at
      ? [{ label: t("purchase.expected"), value: format.date(purchase.expected_arrival_at) }]
      : []),
    ...happened(purchase, t, format),
  ];
}

function happened(purchase: PurchaseDetail, t: Translate, format: Format): Fact[] {
  const steps = [
    { label: t("purchase.created"), at: purchase.created_at, by: purchase.created_by },
    { label: t("purchase.submitted"), at: purchase.submitted_at, by: purchase.submitted_by },
    { label: t("purchase.approved"), at: purchase.approved_at, by: purchase.approved_by },
    {
      label: t("purchase.rejected"),
      at: purchase.rejected_at,
      by: purchase.rejected_by,
      why: purchase.reject_reason,
    },
    { label: t("purchase.was-ordered"), at: purchase.ordered_at, by: purchase.ordered_by },
    { label: t("purchase.shipped"), at: purchase.shipped_at, by: purchase.shipped_by },
    { label: t("purchase.received"), at: purchase.received_at, by: null },
    {
      label: t("purchase.closed-short"),
      at: purchase.closed_short_at,
      by: purchase.closed_short_by,
      why: purchase.close_short_reason,
    },
    {
      label: t("purchase.cancelled"),
      at: purchase.cancelled_at,
      by: purchase.cancelled_by,
      why: purchase.cancel_reason,
    },
  ];
  return steps
    .filter(({ at }) => at !== null)
    .map(({ label, at, by, why }) => ({
      label,
      value: (
        <WithNote note={[by, why].filter(Boolean).join(": ") || null}>
          {format.instant(at)}
        </WithNote>
      ),
    }));
}
