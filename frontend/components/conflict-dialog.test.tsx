import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { show } from "@/test/render";
import { ConflictDialog } from "./conflict-dialog";

it("shows both versions and leaves the choice to the reader", async () => {
  const onOverwrite = vi.fn();
  const onClose = vi.fn();
  show(
    <ConflictDialog
      opened
      fields={[{ label: "Note", theirs: "on its way", mine: "called the supplier" }]}
      onOverwrite={onOverwrite}
      onClose={onClose}
    />,
  );
  expect(screen.getByRole("cell", { name: "on its way" })).toBeInTheDocument();
  expect(screen.getByRole("cell", { name: "called the supplier" })).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Back to my text" }));
  expect(onClose).toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Save mine" }));
  expect(onOverwrite).toHaveBeenCalled();
});
