import { Text } from "@mantine/core";
import Link from "next/link";
import classes from "./named-link.module.css";

type Props = { href: string; name: string; code?: string };

/** What a row is about, by its name with its code below; leads to its own page. */
export function NamedLink({ href, name, code }: Props) {
  return (
    <Link prefetch={false} href={href} className={classes.name}>
      <span>{name}</span>
      {code && code !== name && (
        <Text span size="xs" c="dimmed">
          {code}
        </Text>
      )}
    </Link>
  );
}
