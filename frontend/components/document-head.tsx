import { Anchor, Group, Title } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Facts, type Fact } from "./facts";
import classes from "./document-head.module.css";

type Props = {
  back: { href: string; label: string };
  number: string;
  badge: ReactNode;
  actions: ReactNode;
  facts: readonly Fact[];
};

/** The top of a document's page: its number and state, what can be done, and what it is about. */
export function DocumentHead({ back, number, badge, actions, facts }: Props) {
  return (
    <header className={classes.head}>
      <Anchor component={Link} href={back.href} size="sm" className={classes.back}>
        <IconChevronLeft size={15} aria-hidden="true" />
        {back.label}
      </Anchor>
      <Group justify="space-between" align="center" gap="sm" mb="sm">
        <Group gap="sm" align="center">
          <Title order={1}>{number}</Title>
          {badge}
        </Group>
        <Group gap="xs">{actions}</Group>
      </Group>
      <Facts isWide facts={facts} />
    </header>
  );
}
