import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "@/lib/api/problem";
import { show } from "@/test/render";
import type { Column } from "./columns";
import { DataTable } from "./data-table";

type Row = { id: number; name: string; cost: number };

const columns: Column<Row>[] = [
  {
    key: "name",
    label: "Name",
    sort: "name",
    isTitle: true,
    render: (row) => <a href={`#${row.id}`}>{row.name}</a>,
  },
  { key: "cost", label: "Cost", align: "end", render: (row) => row.cost },
  { key: "hidden", label: "Hidden", isOptional: true, render: () => "secret" },
];
const rows: Row[] = [
  { id: 1, name: "Bolt", cost: 2 },
  { id: 2, name: "Nut", cost: 3 },
];
const state = { limit: 50, offset: 50, sort: undefined };

function answer(data: Row[], total: number) {
  return { data: { data, meta: { total } }, isLoading: false, mutate: vi.fn() };
}

function table(props: Partial<Parameters<typeof DataTable<Row>>[0]> = {}) {
  const onChange = vi.fn();
  show(
    <DataTable
      name="test"
      label="Things"
      columns={columns}
      answer={answer(rows, 120)}
      state={state}
      onChange={onChange}
      {...props}
    />,
  );
  return onChange;
}

describe("DataTable", () => {
  beforeEach(() => window.localStorage.clear());

  it("sorts on the server and goes back to the first page", async () => {
    const onChange = table();
    await userEvent.click(screen.getByRole("button", { name: "Name" }));
    expect(onChange).toHaveBeenCalledWith({ sort: "name", offset: null });
  });

  it("says how it is sorted", () => {
    table({ state: { ...state, sort: "-name" } });
    const header = screen.getByRole("columnheader", { name: "Name" });
    expect(header).toHaveAttribute("aria-sort", "descending");
  });

  it("turns pages within what there is", async () => {
    const onChange = table();
    expect(screen.getByText("51–100 of 120")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Next page" }));
    expect(onChange).toHaveBeenCalledWith({ offset: 100 });
    await userEvent.click(screen.getByRole("button", { name: "Previous page" }));
    expect(onChange).toHaveBeenCalledWith({ offset: null });
  });

  it("says that its rows are busy while newer ones may come", () => {
    table({ answer: { ...answer(rows, 120), isLoading: true } });
    const [, body] = screen.getAllByRole("rowgroup");
    expect(body).toHaveAttribute("aria-busy", "true");
  });

  it("shows a column once it is chosen", async () => {
    table();
    expect(screen.queryByText("secret")).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Columns" }));
    await userEvent.click(await screen.findByRole("checkbox", { name: "Hidden" }));
    expect(await screen.findAllByText("secret")).toHaveLength(2);
  });

  it("walks through rows with the arrow keys", async () => {
    table();
    screen.getByRole("link", { name: "Bolt" }).focus();
    await userEvent.keyboard("{ArrowDown}");
    expect(screen.getByRole("link", { name: "Nut" })).toHaveFocus();
    await userEvent.keyboard("{ArrowUp}");
    expect(screen.getByRole("link", { name: "Bolt" })).toHaveFocus();
  });

  it("selects every row of the page", async () => {
    const onSelect = vi.fn();
    table({ selection: { ids: new Set(), onChange: onSelect } });
    await userEvent.click(screen.getByRole("checkbox", { name: /every row/ }));
    expect(onSelect).toHaveBeenCalledWith(new Set([1, 2]));
  });

  it("offers to clear the filters that leave no row", async () => {
    const filter = { ...state, q: "screw", site: undefined };
    const onChange = table({
      answer: answer([], 0),
      state: filter,
      empty: "No thing was ever made.",
    });
    expect(screen.getByText("No row fits these filters.")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Clear filters" }));
    expect(onChange).toHaveBeenCalledWith({ q: null, offset: null });
  });

  it("tells an empty list from a failed one", async () => {
    const mutate = vi.fn();
    table({ answer: answer([], 0) });
    expect(screen.getByText("There are no rows yet.")).toBeInTheDocument();
    expect(screen.queryByRole("button", { name: "Clear filters" })).not.toBeInTheDocument();
    const problem = { title: "Bad Gateway", status: 502, code: "api_unreachable" };
    table({ answer: { error: new ApiError(502, problem), isLoading: false, mutate } });
    const alert = screen.getByRole("alert");
    expect(within(alert).getByText(/server does not answer/)).toBeInTheDocument();
    await userEvent.click(within(alert).getByRole("button", { name: "Try again" }));
    expect(mutate).toHaveBeenCalled();
  });
});
