import { Text } from "@mantine/core";
import type { ReactNode } from "react";

/** A figure, and below it in small print what it rests on. */
export function WithNote({ note, children }: { note: string | null; children: ReactNode }) {
  if (!note) return children;
  return (
    <div>
      {children}
      <Text size="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
        {note}
      </Text>
    </div>
  );
}
