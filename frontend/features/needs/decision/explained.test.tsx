import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { show } from "@/test/render";
import { Explained } from "./explained";

describe("Explained", () => {
  it("says on a click how a figure came about, until Escape is pressed", async () => {
    show(
      <Explained what="Gap" lines={["required - coverage"]}>
        35
      </Explained>,
    );
    await userEvent.click(screen.getByRole("button", { name: /Gap/ }));
    expect(await screen.findByText("required - coverage")).toBeVisible();
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByText("required - coverage")).not.toBeInTheDocument());
  });
});
