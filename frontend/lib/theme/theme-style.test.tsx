import { MantineProvider } from "@mantine/core";
import { render } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { resolveVariables, theme } from "./theme";
import { themeVariables } from "./theme-style";

describe("the variables of the theme", () => {
  it("are those that the provider would write", () => {
    const { container } = render(
      <MantineProvider theme={theme} cssVariablesResolver={resolveVariables}>
        text
      </MantineProvider>,
    );
    const written = container.querySelector('style[data-mantine-styles="true"]')?.textContent;
    expect(written).toContain("--qm-surface");
    expect(themeVariables()).toBe(written);
  });
});
