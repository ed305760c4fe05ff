import { act, renderHook, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { useTurn } from "./turns";

describe("the turn of a chart", () => {
  it("comes after that of the chart before it", async () => {
    let arrive = () => {};
    const slow = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const fetchFirst = () => slow;
    const fetchSecond = vi.fn(() => Promise.resolve());
    const first = renderHook(() => useTurn(fetchFirst));
    const second = renderHook(() => useTurn(fetchSecond));
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
    expect(fetchSecond).not.toHaveBeenCalled();
    expect([first.result.current, second.result.current]).toEqual([false, false]);
    await act(async () => arrive());
    await waitFor(() => expect(first.result.current).toBe(true));
    await waitFor(() => expect(second.result.current).toBe(true));
  });

  it("comes also when the drawing program could not be fetched, for its part to say so", async () => {
    const fail = () => Promise.reject(new Error("offline"));
    const { result } = renderHook(() => useTurn(fail));
    await waitFor(() => expect(result.current).toBe(true));
  });

  it("is not taken by a chart without figures", async () => {
    const { result } = renderHook(() => useTurn(null));
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)));
    expect(result.current).toBe(false);
  });
});
