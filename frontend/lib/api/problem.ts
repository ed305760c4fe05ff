import type { Translate } from "@/lib/i18n/translate";

/** RFC 9457, as the API sends it. */
export type Problem = {
  type?: string;
  title: string;
  status: number;
  detail?: string | null;
  code?: string;
  errors?: { field?: string; message?: string }[];
  current?: unknown;
};

export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.detail ?? problem.title);
  }

  get code(): string {
    return this.problem.code ?? String(this.status);
  }
}

export function asProblem(body: unknown, status: number): Problem {
  const isObject = typeof body === "object" && body !== null && "title" in body;
  return isObject ? (body as Problem) : { title: `HTTP ${status}`, status };
}

/** What to tell a person: our own words for the codes we know, else the API's sentence. */
export function explainError(error: unknown, t: Translate): string {
  if (!(error instanceof ApiError)) return t("problem.api_unreachable");
  if (error.status === 403) return t("problem.forbidden");
  if (error.status === 429) return t("problem.too_many_requests");
  if (error.code === "api_unreachable") return t("problem.api_unreachable");
  return error.message;
}
