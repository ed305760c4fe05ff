import { Text } from "@mantine/core";
import type { ReactNode } from "react";

/** A quiet yes or no: the words say it, the shade only helps. */
export function StatusText({ isGood, children }: { isGood: boolean; children: ReactNode }) {
  return (
    <Text span inherit c={isGood ? undefined : "dimmed"} style={{ whiteSpace: "nowrap" }}>
      {children}
    </Text>
  );
}
