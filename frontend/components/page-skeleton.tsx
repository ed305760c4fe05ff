import { Group, Skeleton } from "@mantine/core";
import { TableSkeleton } from "./data-table/table-skeleton";
import classes from "./data-table/table.module.css";

/** A page with a title, a row of filters and a table, before anything is known. */
export function PageSkeleton() {
  return (
    <div aria-busy="true">
      <Skeleton height={26} width={180} mb={22} />
      <TableFrameSkeleton />
    </div>
  );
}

export function TableFrameSkeleton() {
  return (
    <div aria-busy="true">
      <Group gap="xs" mb="sm">
        {[220, 150, 150].map((width, index) => (
          <Skeleton key={index} height={30} width={width} />
        ))}
      </Group>
      <div className={classes.frame}>
        <TableSkeleton />
      </div>
    </div>
  );
}
