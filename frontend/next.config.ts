import type { NextConfig } from "next";

const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
];
const ofFiles = "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";
// A browser that came by TLS keeps to it. Over plain HTTP the header would mean nothing.
const overTls = {
  has: [{ type: "header" as const, key: "x-forwarded-proto", value: "https" }],
  headers: [{ key: "Strict-Transport-Security", value: "max-age=31536000; includeSubDomains" }],
};

const config: NextConfig = {
  output: "standalone",
  poweredByHeader: false,
  reactStrictMode: true,
  // The repository root holds no package.json; without this, Next guesses a root by looking upwards.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  experimental: {
    optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@mantine/dates"],
  },
  // Some browsers ask for this name whatever the page says.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
  headers: async () => [
    { source: "/:path*", headers: securityHeaders },
    { source: "/:path*", ...overTls },
    // Pages get theirs, with a nonce, in proxy.ts; a file that is not there shows a page as well.
    { source: "/_next/:path*", headers: [{ key: "Content-Security-Policy", value: ofFiles }] },
  ],
};

export default config;
