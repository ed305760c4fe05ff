import { describe, expect, it } from "vitest";
import { readTransferFilter, transferQuery } from "./filters";

const asked = (address: string) => transferQuery(readTransferFilter(new URLSearchParams(address)));

describe("filters of transfers", () => {
  it("ask the API by its own names", () => {
    expect(asked("q=TR-1&status=APPROVED&from=3&to=4&list=9&sort=-created_at&limit=25")).toEqual({
      q: "TR-1",
      status: "APPROVED",
      from_site_id: 3,
      to_site_id: 4,
      needs_list_id: 9,
      sort: "-created_at",
      limit: 25,
      offset: 0,
    });
  });

  it("tell what is open from what has ended", () => {
    expect(asked("state=open")).toMatchObject({ is_open: true });
    expect(asked("state=ended")).toMatchObject({ is_open: false });
  });

  it.each(["status=LOST", "state=never", "from=-1", "to=x"])("ignore %s", (address) => {
    expect(asked(address)).toEqual({ limit: 50, offset: 0 });
  });
});
