import { Skeleton } from "@mantine/core";
import classes from "./table.module.css";

const WIDTHS = ["70%", "45%", "60%", "50%", "35%"];

/** As high as a first page usually is, so that nothing jumps when the rows arrive. */
export function TableSkeleton({ columns = 6, rows = 12 }: { columns?: number; rows?: number }) {
  return (
    <div aria-hidden="true" className={classes.scroll}>
      <table className={classes.table}>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={row}>
              {Array.from({ length: columns }, (_, column) => (
                <td key={column} data-label="">
                  <Skeleton height={11} my={4} width={WIDTHS[(row + column) % WIDTHS.length]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
