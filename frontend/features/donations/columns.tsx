import type { Column } from "@/components/data-table/columns";
import { NamedLink } from "@/components/named-link";
import type { Donation } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";
import { DonationBadge } from "./donation-badge";

export function donationColumns(t: Translate, format: Format): Column<Donation>[] {
  return [
    {
      key: "donor",
      label: t("donation.donor"),
      sort: "donor_name",
      isTitle: true,
      render: ({ id, donor_name: donor, donation_no: number }) => (
        <NamedLink href={`/donations/${id}`} name={donor} code={number} />
      ),
    },
    {
      key: "status",
      label: t("donation.status"),
      sort: "status",
      render: (donation) => <DonationBadge donation={donation} />,
    },
    {
      key: "restriction",
      label: t("donation.restriction"),
      sort: "restriction",
      render: ({ restriction }) => restriction ?? t("donation.restricted.no"),
    },
    {
      key: "site",
      label: t("donation.site"),
      sort: "site_name",
      render: ({ site_name: name }) => name ?? ABSENT,
    },
    {
      key: "lines",
      label: t("donation.lines"),
      sort: "line_count",
      align: "end",
      render: ({ line_count: all, received_line_count: received }) =>
        received === 0 ? format.number(all) : t("donation.lines.received", { received, all }),
    },
    {
      key: "expected",
      label: t("donation.expected"),
      sort: "expected_arrival_at",
      render: ({ expected_arrival_at: at }) => format.date(at),
    },
    {
      key: "event",
      label: t("donation.event"),
      sort: "event_name",
      isOptional: true,
      render: ({ event_name: name }) => name ?? ABSENT,
    },
    {
      key: "shipped",
      label: t("donation.shipped"),
      sort: "shipped_at",
      isOptional: true,
      render: ({ shipped_at: at }) => format.date(at),
    },
    {
      key: "changed",
      label: t("donation.changed"),
      sort: "updated_at",
      render: ({ updated_at: at }) => format.age(at),
    },
  ];
}
