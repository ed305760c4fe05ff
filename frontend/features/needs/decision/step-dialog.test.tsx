import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { ApiError } from "@/lib/api/problem";
import { show } from "@/test/render";
import { StepDialog } from "./step-dialog";

const number = "NL-FLOOD-HUB-20260302-001";

function dialog(props: Partial<Parameters<typeof StepDialog>[0]> = {}) {
  const onConfirm = vi.fn();
  show(
    <StepDialog
      action="approve"
      number={number}
      safe={2}
      all={5}
      isStale={false}
      isApproved={false}
      busy={false}
      error={null}
      onConfirm={onConfirm}
      onClose={() => undefined}
      {...props}
    />,
  );
  return onConfirm;
}

describe("StepDialog", () => {
  it("asks for a coded reason before it returns a list", async () => {
    const onConfirm = dialog({ action: "return" });
    await userEvent.click(screen.getByRole("button", { name: "Return" }));
    expect(screen.getByText("Choose a reason.")).toBeInTheDocument();
    expect(onConfirm).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole("combobox", { name: /Reason/ }));
    await userEvent.click(
      await screen.findByRole("option", { name: "The data is not good enough" }),
    );
    await userEvent.click(screen.getByRole("button", { name: "Return" }));
    expect(onConfirm).toHaveBeenCalledWith(
      expect.objectContaining({ action: "return", reason_code: "DATA_QUALITY" }),
    );
  });

  it("asks why before it rejects", async () => {
    const onConfirm = dialog({ action: "reject" });
    await userEvent.click(screen.getByRole("button", { name: "Reject" }));
    expect(screen.getByText("Say why.")).toBeInTheDocument();
    await userEvent.type(screen.getByRole("textbox", { name: /Reason/ }), "Not needed");
    await userEvent.click(screen.getByRole("button", { name: "Reject" }));
    expect(onConfirm).toHaveBeenCalledWith(expect.objectContaining({ note: "Not needed" }));
  });

  it("has stale data acknowledged before it approves", async () => {
    const onConfirm = dialog({ isStale: true });
    await userEvent.click(screen.getByRole("button", { name: "Approve" }));
    expect(screen.getByText("Confirm that you know it.")).toBeInTheDocument();
    await userEvent.click(screen.getByRole("checkbox"));
    await userEvent.click(screen.getByRole("button", { name: "Approve" }));
    expect(onConfirm).toHaveBeenCalledWith(expect.objectContaining({ acknowledge_stale: true }));
  });

  it("says how many lines are safe", () => {
    dialog({ action: "approve_safe" });
    expect(screen.getByText(/2 of 5 lines are safe/)).toBeInTheDocument();
  });

  it("tells whoever was slower to look again", () => {
    dialog({ error: new ApiError(412, { title: "Precondition Failed", status: 412 }) });
    expect(screen.getByRole("alert")).toHaveTextContent("Somebody changed this needs list");
  });
});
