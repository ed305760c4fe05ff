import type { Metadata } from "next";
import { getDonation } from "@/features/donations/donation";
import { DonationPage } from "@/features/donations/donation-page";
import { siteOptions } from "@/lib/api/reference";
import { requirePermission } from "@/lib/session/session";

type Props = { params: Promise<{ donationId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { donationId } = await params;
  return { title: (await getDonation(donationId)).donation_no };
}

export default async function OneDonationPage({ params }: Props) {
  await requirePermission("execution:donation:read");
  const [donation, sites] = await Promise.all([
    getDonation((await params).donationId),
    siteOptions(),
  ]);
  return <DonationPage first={donation} sites={sites} />;
}
