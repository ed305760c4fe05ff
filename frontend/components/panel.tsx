import { Group, Title } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./panel.module.css";

type Props = { title?: string; aside?: ReactNode; isFlush?: boolean; children: ReactNode };

/** One region of a page: a title, what belongs beside it, and its content. */
export function Panel({ title, aside, isFlush = false, children }: Props) {
  return (
    <section className={classes.panel} aria-label={title}>
      {(title || aside) && (
        <Group justify="space-between" className={classes.head} gap="xs">
          {title && <Title order={2}>{title}</Title>}
          {aside}
        </Group>
      )}
      <div className={isFlush ? undefined : classes.body}>{children}</div>
    </section>
  );
}
