export type PageUnderTest = {
  name: string;
  path: string;
  heading: string | RegExp;
};

/** Every page, as an administrator sees it. A word in capitals stands for the first of its kind. */
export const PAGES: readonly PageUnderTest[] = [
  { name: "dashboard", path: "/", heading: "Dashboard" },
  { name: "materials", path: "/materials", heading: "Materials" },
  { name: "material-demand", path: "/materials/ITEM", heading: /.+/ },
  { name: "material-inventory", path: "/materials/ITEM/inventory", heading: /.+/ },
  { name: "material-forecasts", path: "/materials/ITEM/forecasts", heading: /.+/ },
  { name: "material-features", path: "/materials/ITEM/features", heading: /.+/ },
  { name: "material-recommendations", path: "/materials/ITEM/recommendations", heading: /.+/ },
  { name: "suppliers", path: "/suppliers", heading: "Suppliers" },
  { name: "supplier", path: "/suppliers/SUPPLIER", heading: /.+/ },
  { name: "orders", path: "/orders?sort=-days_late", heading: "Orders" },
  { name: "accuracy", path: "/accuracy", heading: "Accuracy" },
  { name: "alerts", path: "/alerts", heading: "Alerts" },
  { name: "recommendations", path: "/recommendations", heading: "Recommendations" },
  { name: "stock-status", path: "/stock-status", heading: "Stock status" },
  { name: "events", path: "/events", heading: "Events" },
  { name: "event", path: "/events/EVENT", heading: /.+/ },
  { name: "lead-times", path: "/events/lead-times", heading: "Events" },
  { name: "reporting-sites", path: "/events/sites", heading: "Events" },
  { name: "transfers", path: "/transfers", heading: "Transfers" },
  { name: "transfer", path: "/transfers/TRANSFER", heading: /^TR-/ },
  { name: "donations", path: "/donations", heading: "Donations" },
  { name: "donation", path: "/donations/DONATION", heading: /^DON-/ },
  { name: "procurement", path: "/procurement", heading: "Procurement" },
  { name: "procurement-order", path: "/procurement/PROCUREMENT", heading: /^PROC-/ },
  { name: "overrides", path: "/overrides", heading: "Overrides" },
  { name: "replay", path: "/replay", heading: "Replay" },
  { name: "needs-lists", path: "/needs-lists", heading: "Needs lists" },
  { name: "new-needs-list", path: "/needs-lists/new", heading: "New needs list" },
  { name: "needs-list", path: "/needs-lists/LIST", heading: /^NL-/ },
  { name: "decision", path: "/needs-lists/LIST/decision", heading: /^NL-/ },
  { name: "needs-list-history", path: "/needs-lists/LIST/history", heading: /^NL-/ },
  { name: "imports", path: "/imports", heading: "Data" },
  { name: "jobs", path: "/imports/jobs", heading: "Data" },
  { name: "users", path: "/administration", heading: "Administration" },
  { name: "roles", path: "/administration/roles", heading: "Administration" },
  { name: "approvals", path: "/administration/approvals", heading: "Administration" },
  { name: "waiting", path: "/needs-lists/waiting", heading: "Waiting for a decision" },
  { name: "audit", path: "/administration/audit", heading: "Administration" },
];
