import { fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { expect, it } from "vitest";
import { show } from "@/test/render";
import { FilterSearch } from "./filters";

function List() {
  const [q, setQ] = useState<string | undefined>("bolt");
  return (
    <>
      <FilterSearch label="Search" value={q} onChange={(value) => setQ(value ?? undefined)} />
      <output>{q ?? "everything"}</output>
      <button onClick={() => setQ(undefined)}>Forget</button>
    </>
  );
}

it("follows the address when the filters are cleared elsewhere", () => {
  show(<List />);
  expect(screen.getByRole("searchbox")).toHaveValue("bolt");
  fireEvent.click(screen.getByRole("button", { name: "Forget" }));
  expect(screen.getByRole("searchbox")).toHaveValue("");
});

it("asks once the typing pauses, and keeps what is being typed", async () => {
  show(<List />);
  fireEvent.change(screen.getByRole("searchbox"), { target: { value: "nut " } });
  await waitFor(() => expect(screen.getByRole("status")).toHaveTextContent("nut"));
  expect(screen.getByRole("searchbox")).toHaveValue("nut ");
});
