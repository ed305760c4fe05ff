// Signs a viewer in, so that every page of the context is theirs.
import { readFileSync } from "node:fs";

export async function signIn(context, base) {
  const lines = readFileSync(process.env.CREDENTIALS_FILE ?? "", "utf8").split("\n");
  const [, username, password] = lines.find((line) => line.startsWith("VIEWER ")).split(/\s+/);
  const page = await context.newPage();
  await page.goto(`${base}/login`);
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/login"));
  await page.close();
}
