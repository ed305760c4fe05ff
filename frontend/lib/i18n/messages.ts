import { access as accessEn } from "./en/access";
import { accuracy as accuracyEn } from "./en/accuracy";
import { alerts as alertsEn } from "./en/alerts";
import { approvals as approvalsEn } from "./en/approvals";
import { catalogue as catalogueEn } from "./en/catalogue";
import { components as componentsEn } from "./en/components";
import { events as eventsEn } from "./en/events";
import { documents as documentsEn } from "./en/documents";
import { donations as donationsEn } from "./en/donations";
import { formulas as formulasEn } from "./en/formulas";
import { jobs as jobsEn } from "./en/jobs";
import { kpiFormulas as kpiFormulasEn } from "./en/kpi-formulas";
import { kpis as kpisEn } from "./en/kpis";
import { overrides as overridesEn } from "./en/overrides";
import { planning as planningEn } from "./en/planning";
import { needsLists as needsListsEn } from "./en/needs-lists";
import { procurement as procurementEn } from "./en/procurement";
import { purchases as purchasesEn } from "./en/purchases";
import { reasons as reasonsEn } from "./en/reasons";
import { recommendations as recommendationsEn } from "./en/recommendations";
import { shell as shellEn } from "./en/shell";
import { stockStatus as stockStatusEn } from "./en/stock-status";
import { suppliers as suppliersEn } from "./en/suppliers";
import { transfers as transfersEn } from "./en/transfers";
import type { Locale } from "./locale";
import { access as accessPt } from "./pt-br/access";
import { accuracy as accuracyPt } from "./pt-br/accuracy";
import { alerts as alertsPt } from "./pt-br/alerts";
import { approvals as approvalsPt } from "./pt-br/approvals";
import { catalogue as cataloguePt } from "./pt-br/catalogue";
import { components as componentsPt } from "./pt-br/components";
import { events as eventsPt } from "./pt-br/events";
import { documents as documentsPt } from "./pt-br/documents";
import { donations as donationsPt } from "./pt-br/donations";
import { formulas as formulasPt } from "./pt-br/formulas";
import { jobs as jobsPt } from "./pt-br/jobs";
import { kpiFormulas as kpiFormulasPt } from "./pt-br/kpi-formulas";
import { kpis as kpisPt } from "./pt-br/kpis";
import { overrides as overridesPt } from "./pt-br/overrides";
import { planning as planningPt } from "./pt-br/planning";
import { needsLists as needsListsPt } from "./pt-br/needs-lists";
import { procurement as procurementPt } from "./pt-br/procurement";
import { purchases as purchasesPt } from "./pt-br/purchases";
import { reasons as reasonsPt } from "./pt-br/reasons";
import { recommendations as recommendationsPt } from "./pt-br/recommendations";
import { shell as shellPt } from "./pt-br/shell";
import { stockStatus as stockStatusPt } from "./pt-br/stock-status";
import { suppliers as suppliersPt } from "./pt-br/suppliers";
import { transfers as transfersPt } from "./pt-br/transfers";

const en = {
  ...accessEn,
  ...accuracyEn,
  ...alertsEn,
  ...approvalsEn,
  ...catalogueEn,
  ...componentsEn,
  ...eventsEn,
  ...documentsEn,
  ...donationsEn,
  ...formulasEn,
  ...jobsEn,
  ...kpiFormulasEn,
  ...kpisEn,
  ...overridesEn,
  ...planningEn,
  ...needsListsEn,
  ...procurementEn,
  ...purchasesEn,
  ...reasonsEn,
  ...recommendationsEn,
  ...shellEn,
  ...stockStatusEn,
  ...suppliersEn,
  ...transfersEn,
};

export type MessageKey = keyof typeof en;
export type Messages = Record<MessageKey, string>;

const ptBr: Messages = {
  ...accessPt,
  ...accuracyPt,
  ...alertsPt,
  ...approvalsPt,
  ...cataloguePt,
  ...componentsPt,
  ...eventsPt,
  ...documentsPt,
  ...donationsPt,
  ...formulasPt,
  ...jobsPt,
  ...kpiFormulasPt,
  ...kpisPt,
  ...overridesPt,
  ...planningPt,
  ...needsListsPt,
  ...procurementPt,
  ...purchasesPt,
  ...reasonsPt,
  ...recommendationsPt,
  ...shellPt,
  ...stockStatusPt,
  ...suppliersPt,
  ...transfersPt,
};

export const DICTIONARIES: Record<Locale, Messages> = { en, "pt-BR": ptBr };

export function dictionary(locale: Locale): Messages {
  return DICTIONARIES[locale];
}
