import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError } from "@/lib/api/problem";
import type { NeedsListDetail, NeedsListLine } from "@/lib/api/schema-names";
import { show } from "@/test/render";
import { NotesDialog } from "./notes-dialog";
import { changeNeedsList, removeLine } from "./queries";
import { RemoveDialog } from "./remove-dialog";

vi.mock("./queries", async (original) => ({
  ...(await original<object>()),
  changeNeedsList: vi.fn(),
  removeLine: vi.fn(),
}));
afterEach(() => vi.resetAllMocks());

const outdated = (current: object) =>
  new ApiError(412, { title: "Precondition Failed", status: 412, current });

describe("RemoveDialog", () => {
  const line = { id: 7, needs_list_id: 3, version: 2, item_name: "Water" } as NeedsListLine;
  const open = (onDone = vi.fn()) => {
    show(<RemoveDialog line={line} onClose={() => undefined} onDone={onDone} />);
    return onDone;
  };
  const press = () => userEvent.click(screen.getByRole("button", { name: "Remove line" }));
  const choose = async (reason: string) => {
    await userEvent.click(screen.getByRole("combobox", { name: "Reason" }));
    await userEvent.click(screen.getByRole("option", { name: reason }));
  };

  it("asks for the reason before it asks the server", async () => {
    open();
    await press();
    expect(screen.getByText("Fill this in.")).toBeInTheDocument();
    expect(removeLine).not.toHaveBeenCalled();
  });

  it("sends the version that was seen, with the reason", async () => {
    const done = open();
    await choose("Budget");
    await press();
    expect(removeLine).toHaveBeenCalledWith(3, 7, 2, {
      reason_code: "BUDGET_CONSTRAINT",
      note: undefined,
    });
    await waitFor(() => expect(done).toHaveBeenCalled());
  });

  it("says that somebody was faster, and stays open", async () => {
    vi.mocked(removeLine).mockRejectedValue(outdated({}));
    const done = open();
    await choose("Budget");
    await press();
    expect(await screen.findByRole("alert")).toHaveTextContent("Somebody changed this line");
    expect(done).not.toHaveBeenCalled();
  });
});

describe("NotesDialog", () => {
  const list = {
    id: 3,
    version: 4,
    needs_list_no: "NL-1",
    notes: "Two shelters",
    fair_share_rule: "BY_NEED",
  } as NeedsListDetail;

  it("keeps the sharing rule, and overwrites only what somebody chose to overwrite", async () => {
    vi.mocked(changeNeedsList).mockRejectedValueOnce(
      outdated({ ...list, version: 5, notes: "Theirs" }),
    );
    vi.mocked(changeNeedsList).mockResolvedValueOnce({ ...list, version: 6 });
    const close = vi.fn();
    show(<NotesDialog list={list} onClose={close} />);
    await userEvent.type(screen.getByRole("textbox", { name: "Notes" }), ", one clinic");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Theirs")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Save mine" }));
    const mine = { notes: "Two shelters, one clinic", fair_share_rule: "BY_NEED" };
    expect(vi.mocked(changeNeedsList).mock.calls).toEqual([
      [3, 4, mine],
      [3, 5, mine],
    ]);
    await waitFor(() => expect(close).toHaveBeenCalled());
  });
});
