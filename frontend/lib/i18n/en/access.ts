export const access = {
  "login.title": "Sign in",
  "login.username": "User name",
  "login.password": "Password",
  "login.submit": "Sign in",
  "login.required": "Fill in this field.",
  "login.wrong": "User name and password do not match.",
  "login.locked": "Too many attempts. This account is locked for a while.",
  "login.failed": "Signing in did not work: {detail}",
} as const;
