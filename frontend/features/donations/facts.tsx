import type { Fact } from "@/components/facts";
import { WithNote } from "@/components/with-note";
import type { DonationDetail } from "@/lib/api/schema-names";
import { ABSENT, type Format } from "@/lib/format";
import type { Translate } from "@/lib/i18n/translate";

/** What a donation is about, and who did what to it. Steps not taken yet are left out. */
export function donationFacts(donation: DonationDetail, t: Translate, format: Format): Fact[] {
  return [
    { label: t("donation.donor"), value: donation.donor_name },
    { label: t("donation.site"), value: donation.site_name ?? ABSENT },
    {
      label: t("donation.restriction"),
      value: donation.restriction ?? t("donation.restricted.no"),
    },
    ...(donation.event_name ? [{ label: t("donation.event"), value: donation.event_name }] : []),
    ...(donation.expected_arrival_at
      ? [{ label: t("donation.expected"), value: format.date(donation.expected_arrival_at) }]
      : []),
    ...happened(donation, t, format),
  ];
}

function happened(donation: DonationDetail, t: Translate, format: Format): Fact[] {
  const steps = [
    { label: t("donation.entered"), at: donation.created_at, note: donation.created_by },
    { label: t("donation.verified"), at: donation.verified_at, note: donation.verified_by },
    { label: t("donation.shipped"), at: donation.shipped_at, note: null },
    {
      label: t("donation.cancelled"),
      at: donation.cancelled_at,
      note: [donation.cancelled_by, donation.cancel_reason].filter(Boolean).join(": "),
    },
  ];
  return steps
    .filter(({ at }) => at !== null)
    .map(({ label, at, note }) => ({
      label,
      value: <WithNote note={note || null}>{format.instant(at)}</WithNote>,
    }));
}
