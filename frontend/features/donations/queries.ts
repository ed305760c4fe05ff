import useSWR from "swr";
import { api, unwrap } from "@/lib/api/client";
import type {
  DonationAllocationDraft,
  DonationChange,
  DonationDetail,
  DonationDraft,
  DonationQuery,
  DonationStep,
  IntakeDraft,
  IntakeStep,
} from "@/lib/api/schema-names";
import { ifMatch } from "@/lib/api/use-save";

export const DONATIONS = "/api/v1/donations";
export const INTAKES = "/api/v1/donation-intakes";
const ONE = "/api/v1/donations/{donation_id}";

export function useDonations(query: DonationQuery) {
  return useSWR([DONATIONS, query] as const, ([path, q]) =>
    unwrap(api.GET(path, { params: { query: q } })),
  );
}

/** One donation; the page was sent with `first`, which later answers replace. */
export function useDonation(first: DonationDetail) {
  return useSWR(
    [`${DONATIONS}/${first.id}`, {}] as const,
    () => unwrap(api.GET(ONE, { params: { path: { donation_id: first.id } } })),
    { fallbackData: first },
  );
}

export function useIntake(id: number) {
  return useSWR([`${INTAKES}/${id}`, {}] as const, () =>
    unwrap(
      api.GET("/api/v1/donation-intakes/{intake_id}", { params: { path: { intake_id: id } } }),
    ),
  );
}

export function createDonation(draft: DonationDraft, key: string) {
  const header = { "Idempotency-Key": key };
  return unwrap(api.POST(DONATIONS, { params: { header }, body: draft }));
}

/** Only what changed is sent: the API takes a field that is left out as it is. */
export function changeDonation(id: number, version: number, change: Partial<DonationChange>) {
  return unwrap(
    api.PATCH(ONE, {
      params: { path: { donation_id: id }, header: ifMatch(version) },
      body: change as DonationChange,
    }),
  );
}

export function stepDonation(id: number, version: number, step: DonationStep, key: string) {
  return unwrap(
    api.POST("/api/v1/donations/{donation_id}/steps", {
      params: {
        path: { donation_id: id },
        header: { ...ifMatch(version), "Idempotency-Key": key },
      },
      body: step,
    }),
  );
}

/** The lines of approved lists that lack what is left of a gift. */
export function useDonationOptions(id: number) {
  return useSWR([`${DONATIONS}/${id}/allocation-options`, { limit: 500 }] as const, ([, query]) =>
    unwrap(
      api.GET("/api/v1/donations/{donation_id}/allocation-options", {
        params: { path: { donation_id: id }, query },
      }),
    ),
  );
}

const once = (version: number, key: string) => ({ ...ifMatch(version), "Idempotency-Key": key });

export function giveDonation(
  id: number,
  version: number,
  key: string,
  draft: DonationAllocationDraft,
) {
  return unwrap(
    api.POST("/api/v1/donations/{donation_id}/allocations", {
      params: { path: { donation_id: id }, header: once(version, key) },
      body: draft,
    }),
  );
}

export function takeBackDonation(
  id: number,
  version: number,
  key: string,
  allocation: number,
  reason: string,
) {
  return unwrap(
    api.POST("/api/v1/donations/{donation_id}/allocations/{allocation_id}/release", {
      params: {
        path: { donation_id: id, allocation_id: allocation },
        header: once(version, key),
      },
      body: { reason },
    }),
  );
}

export function createIntake(donation: number, draft: IntakeDraft, key: string) {
  return unwrap(
    api.POST("/api/v1/donations/{donation_id}/intakes", {
      params: { path: { donation_id: donation }, header: { "Idempotency-Key": key } },
      body: draft,
    }),
  );
}

export function stepIntake(id: number, version: number, step: IntakeStep, key: string) {
  return unwrap(
    api.POST("/api/v1/donation-intakes/{intake_id}/steps", {
      params: { path: { intake_id: id }, header: { ...ifMatch(version), "Idempotency-Key": key } },
      body: step,
    }),
  );
}
