import { Skeleton, Stack } from "@mantine/core";
import { KpiCardSkeleton } from "@/components/kpi/kpi-card";
import classes from "@/components/kpi/kpi.module.css";

export default function Loading() {
  return (
    <Stack gap="md" aria-busy="true">
      <Skeleton height={26} width={180} />
      <Skeleton height={30} width="60%" />
      <div className={classes.grid}>
        {Array.from({ length: 8 }, (_, index) => (
          <KpiCardSkeleton key={index} />
        ))}
      </div>
      <Skeleton height={330} radius="md" />
    </Stack>
  );
}
