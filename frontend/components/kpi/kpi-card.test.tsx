import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { show } from "@/test/render";
import { KpiCard, type KpiCardProps } from "./kpi-card";

const card: KpiCardProps = {
  title: "Stock-out rate",
  value: "5.2%",
  series: [1, 2, 3],
  asOf: "2026-11-20",
  definition: "stocked out / stocked",
};

describe("KpiCard", () => {
  it("says in words what the colour of a change means", () => {
    const delta = { change: 0.005, verdict: "worse", direction: "up" } as const;
    show(<KpiCard {...card} delta={delta} deltaText="+0.5 pts" />);
    expect(screen.getByText("+0.5 pts")).toBeInTheDocument();
    expect(screen.getByText("worse than before")).toBeInTheDocument();
  });

  it("shows a dash and the reason where there is no value", () => {
    show(<KpiCard {...card} value={null} reason="No stock is known." />);
    expect(screen.getByText("–")).toBeInTheDocument();
    expect(screen.getByText("No stock is known.")).toBeInTheDocument();
  });

  it("asks for the age of a figure only where there is one", () => {
    show(<KpiCard {...card} value={null} asOf={null} reason="No stock is known." />);
    expect(screen.queryByText("Age unknown")).not.toBeInTheDocument();
    show(<KpiCard {...card} asOf={null} />);
    expect(screen.getByText("Age unknown")).toBeInTheDocument();
  });

  it("explains itself to a keyboard", () => {
    show(<KpiCard {...card} />);
    expect(screen.getByRole("button", { name: "How Stock-out rate is made" })).toBeEnabled();
  });
});
