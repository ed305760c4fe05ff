import { screen } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Job } from "@/lib/api/schema-names";
import { show } from "@/test/render";
import { StartReplay } from "./start-replay";

const job: Job = {
  id: 9,
  step: "replay",
  status: "RUNNING",
  progress: 0.42,
  message: "comparing policies: 80 of 160 series",
  import_id: null,
  requested_by: "noa",
  queued_at: "2026-03-01T10:00:00Z",
  started_at: "2026-03-01T10:00:01Z",
  heartbeat_at: null,
  finished_at: null,
  error: null,
};

const latest = vi.hoisted(() => ({ job: undefined as Job | undefined }));
vi.mock("./queries", async (original) => ({
  ...(await original<object>()),
  useReplayJob: () => ({ data: { data: latest.job ? [latest.job] : [] }, mutate: vi.fn() }),
}));

const MAY = { permissions: ["jobs:job:run"] };

beforeEach(() => {
  latest.job = undefined;
});

describe("starting a replay", () => {
  it("is for those who run jobs", () => {
    show(<StartReplay />);
    expect(screen.queryByRole("button")).not.toBeInTheDocument();
  });

  it("shows how far a running one is in the place of the button", () => {
    latest.job = job;
    show(<StartReplay />, MAY);

    expect(screen.getByText("42%, comparing policies: 80 of 160 series")).toBeInTheDocument();
    expect(screen.getByRole("progressbar", { name: "The replay is running" })).toBeInTheDocument();
    expect(screen.queryByRole("button")).not.toBeInTheDocument();
  });

  it("says why the last one failed, and lets one start another", () => {
    latest.job = { ...job, status: "FAILED", error: "the database went away" };
    show(<StartReplay />, MAY);

    expect(screen.getByRole("alert")).toHaveTextContent("the database went away");
    expect(screen.getByRole("button", { name: "Replay now" })).toBeInTheDocument();
  });
});
