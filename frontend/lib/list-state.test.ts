import { describe, expect, it } from "vitest";
import {
  directionOf,
  nextSort,
  oneOf,
  positiveId,
  readListState,
  withoutFilters,
} from "./list-state";
import { csvHref, toQueryString } from "./query-string";
import { patched } from "./url-state";

describe("readListState", () => {
  it("takes what the address says", () => {
    const params = new URLSearchParams("limit=25&offset=50&sort=-name");
    expect(readListState(params)).toEqual({ limit: 25, offset: 50, sort: "-name" });
  });

  it.each(["limit=7", "limit=100000", "offset=-1", "offset=1.5", "offset=x"])(
    "ignores %s",
    (text) => {
      expect(readListState(new URLSearchParams(text))).toEqual({
        limit: 50,
        offset: 0,
        sort: undefined,
      });
    },
  );
});

describe("withoutFilters", () => {
  const state = { limit: 25, offset: 50, sort: "-name" };

  it("takes out what is set, and the page that it was cut into", () => {
    const filter = { ...state, q: "bolt", site: undefined, due: "overdue" };
    expect(withoutFilters(filter)).toEqual({ q: null, due: null, offset: null });
  });

  it("has nothing to do where nothing is set", () => {
    const filter = { ...state, q: undefined };
    expect(withoutFilters(filter)).toBeNull();
  });
});

describe("sorting", () => {
  it("goes up, down and back", () => {
    expect(nextSort(undefined, "name")).toBe("name");
    expect(nextSort("name", "name")).toBe("-name");
    expect(nextSort("-name", "name")).toBeUndefined();
    expect(nextSort("-level", "name")).toBe("name");
  });

  it("is announced for the first key only", () => {
    expect(directionOf("-level,name", "level")).toBe("descending");
    expect(directionOf("-level,name", "name")).toBe("none");
  });
});

describe("values of an address", () => {
  it("are believed only when they are allowed", () => {
    expect(oneOf("A", ["A", "B"])).toBe("A");
    expect(oneOf("Q", ["A", "B"])).toBeUndefined();
    expect(positiveId("12")).toBe(12);
    expect(positiveId("-1")).toBeUndefined();
    expect(positiveId("1e99")).toBeUndefined();
  });

  it("leave it when they are empty", () => {
    const next = patched(new URLSearchParams("q=a&offset=50"), { offset: null, q: "b", site: "" });
    expect(next.toString()).toBe("q=b");
  });
});

describe("a link to a file", () => {
  it("keeps filters and sort and drops the page", () => {
    const href = csvHref("/api/v1/alerts", {
      status: ["OPEN", "SNOOZED"],
      sort: "-level",
      limit: 50,
      offset: 100,
      site_id: undefined,
    });
    expect(href).toBe("/api/v1/alerts?status=OPEN&status=SNOOZED&sort=-level&format=csv");
  });

  it("says false, which is not nothing", () => {
    expect(toQueryString({ active: false, q: "" })).toBe("active=false");
  });
});
