import type { MessageKey } from "@/lib/i18n/messages";

/** Whether something arrives before the site has nothing left, as words. */
export function timing(isInTime: boolean | null): MessageKey {
  if (isInTime === null) return "decision.in-time-unknown";
  return isInTime ? "decision.in-time" : "decision.late";
}
