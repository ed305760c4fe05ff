import { Stack, Text, Title } from "@mantine/core";
import Link from "next/link";
import { getTranslate } from "@/lib/i18n/server";

export default async function NotFound() {
  const t = await getTranslate();
  return (
    <Stack gap="sm" p="xl" maw={560} mx="auto" component="main">
      <Title order={1}>{t("error.not-found.title")}</Title>
      <Text>{t("error.not-found.text")}</Text>
      <Link href="/">{t("error.home")}</Link>
    </Stack>
  );
}
