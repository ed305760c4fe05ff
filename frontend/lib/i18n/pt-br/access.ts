export const access = {
  "login.title": "Entrar",
  "login.username": "Usuário",
  "login.password": "Senha",
  "login.submit": "Entrar",
  "login.required": "Preencha este campo.",
  "login.wrong": "Usuário e senha não conferem.",
  "login.locked": "Tentativas demais. Esta conta está bloqueada por um tempo.",
  "login.failed": "Não foi possível entrar: {detail}",
} as const;
