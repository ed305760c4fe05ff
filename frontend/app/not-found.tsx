import Link from "next/link";
import { getTranslate } from "@/lib/i18n/server";
import classes from "./message.module.css";

export default async function NotFound() {
  const t = await getTranslate();
  return (
    <main className={classes.message}>
      <h1 className={classes.title}>{t("error.not-found.title")}</h1>
      <p className={classes.text}>{t("error.not-found.text")}</p>
      <Link href="/">{t("error.home")}</Link>
    </main>
  );
}
