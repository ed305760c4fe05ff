import type { NoticeQuery } from "@/lib/api/schema-names";
import { oneOf, readListState, type ListState } from "@/lib/list-state";

export const LEVELS = ["REMINDER", "WARNING", "ESCALATION"] as const;
export const WHOSE = ["mine"] as const;

export type WaitingFilter = ListState & {
  whose: (typeof WHOSE)[number] | undefined;
  level: (typeof LEVELS)[number] | undefined;
};

export function readWaitingFilter(params: { get(name: string): string | null }): WaitingFilter {
  return {
    ...readListState(params),
    whose: oneOf(params.get("whose"), WHOSE),
    level: oneOf(params.get("level"), LEVELS),
  };
}

export function noticeQuery({ whose, level, ...rest }: WaitingFilter): NoticeQuery {
  return {
    ...rest,
    mine: whose === "mine" ? true : undefined,
    level: level === undefined ? undefined : [level],
  };
}

/** How many decisions wait for the reader; the answer's total is what counts. */
export const MINE: NoticeQuery = { mine: true, limit: 1 };
