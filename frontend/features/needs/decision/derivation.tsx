"use client";

import { Skeleton, Text } from "@mantine/core";
import Link from "next/link";
import { Steps } from "@/components/derivation-steps";
import { Failure } from "@/components/failure";
import { useTranslate } from "@/lib/i18n/provider";
import { useLineExplanation } from "./queries";

type Props = { listId: number; lineId: number };

/** How a line's quantity came about, from its receipt; read only once somebody asks. */
export function Derivation({ listId, lineId }: Props) {
  const t = useTranslate();
  const { data, error } = useLineExplanation(listId, lineId);
  return (
    <>
      <Failure error={error} />
      {!data && error === undefined && <Skeleton height={180} />}
      {data && <Steps steps={data.steps} />}
      <Text size="sm">
        <Link href={`/needs-lists/${listId}?line=${lineId}`}>{t("explain.derivation")}</Link>
      </Text>
    </>
  );
}
