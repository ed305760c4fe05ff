import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { show } from "@/test/render";
import { Steps } from "./derivation-steps";

it("tells a step, its figure and its formula in the reader's language", () => {
  const formula = "burn rate x planning window x safety factor";
  const step = { name: "required", formula, value: "1200.5", unit: "units" };

  show(<Steps steps={[step]} />, { locale: "pt-BR" });

  expect(screen.getByText(/Necessário/)).toHaveTextContent("1.200,5");
  expect(screen.getByText("consumo x janela de planejamento x fator de segurança")).toBeVisible();
  expect(screen.queryByText(formula)).not.toBeInTheDocument();
});
