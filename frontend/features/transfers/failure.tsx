import { Text } from "@mantine/core";

/** Why something could not be done, below the form that asked for it. */
export function Failure({ text }: { text: string | null }) {
  if (text === null) return null;
  return (
    <Text size="sm" c="var(--qm-critical)" role="alert">
      {text}
    </Text>
  );
}
