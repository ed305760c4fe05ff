import { Skeleton } from "@mantine/core";

export default function Loading() {
  return <Skeleton height={420} radius="md" aria-busy="true" />;
}
