import { readdirSync } from "node:fs";
import nextVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";

const features = readdirSync(new URL("./features", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** Layers point downwards only: app, features, components, lib. A feature never imports another. */
const layers = [
  { target: "./lib", from: ["./components", "./features", "./app"] },
  { target: "./components", from: ["./features", "./app"] },
  { target: "./features", from: "./app" },
  ...features.map((name) => ({
    target: `./features/${name}`,
    from: "./features",
    except: [`./${name}`],
    message: "Features never import features; pass what is shared from the route.",
  })),
];

const config = [
  {
    ignores: [
      ".next/**",
      "node_modules/**",
      "next-env.d.ts",
      "lib/api/schema.d.ts",
      "test-results/**",
    ],
  },
  ...nextVitals,
  ...nextTypescript,
  {
    rules: {
      "import/no-restricted-paths": ["error", { zones: layers }],
      "import/no-default-export": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", { max: 70, skipBlankLines: true, skipComments: true }],
      "no-console": "error",
      "no-restricted-syntax": [
        "error",
        {
          selector: "Literal[value=/^#[0-9a-fA-F]{3,8}$/]",
          message: "Colours live in lib/theme.ts; use a theme variable.",
        },
      ],
    },
  },
  {
    files: ["app/**", "proxy.ts", "*.config.*", "lib/**/*.d.ts"],
    rules: { "import/no-default-export": "off" },
  },
  {
    files: ["lib/theme/**"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["**/*.test.ts", "**/*.test.tsx", "e2e/**"],
    rules: { "max-lines-per-function": "off" },
  },
];

export default config;
