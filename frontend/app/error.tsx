"use client";

import { useTranslate } from "@/lib/i18n/provider";
import classes from "./message.module.css";

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function RootError({ error, reset }: Props) {
  const t = useTranslate();
  return (
    <div className={classes.message} role="alert">
      <h1 className={classes.title}>{t("error.title")}</h1>
      <p className={classes.text}>{t("error.text")}</p>
      {error.digest && <p className={classes.digest}>{error.digest}</p>}
      <button type="button" className={classes.button} onClick={reset}>
        {t("error.retry")}
      </button>
    </div>
  );
}
