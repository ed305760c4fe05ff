import { access as accessEn } from "./en/access";
import { alerts as alertsEn } from "./en/alerts";
import { catalogue as catalogueEn } from "./en/catalogue";
import { components as componentsEn } from "./en/components";
import { jobs as jobsEn } from "./en/jobs";
import { kpis as kpisEn } from "./en/kpis";
import { needsLists as needsListsEn } from "./en/needs-lists";
import { procurement as procurementEn } from "./en/procurement";
import { reasons as reasonsEn } from "./en/reasons";
import { recommendations as recommendationsEn } from "./en/recommendations";
import { shell as shellEn } from "./en/shell";
import { suppliers as suppliersEn } from "./en/suppliers";
import type { Locale } from "./locale";
import { access as accessPt } from "./pt-br/access";
import { alerts as alertsPt } from "./pt-br/alerts";
import { catalogue as cataloguePt } from "./pt-br/catalogue";
import { components as componentsPt } from "./pt-br/components";
import { jobs as jobsPt } from "./pt-br/jobs";
import { kpis as kpisPt } from "./pt-br/kpis";
import { needsLists as needsListsPt } from "./pt-br/needs-lists";
import { procurement as procurementPt } from "./pt-br/procurement";
import { reasons as reasonsPt } from "./pt-br/reasons";
import { recommendations as recommendationsPt } from "./pt-br/recommendations";
import { shell as shellPt } from "./pt-br/shell";
import { suppliers as suppliersPt } from "./pt-br/suppliers";

const en = {
  ...accessEn,
  ...alertsEn,
  ...catalogueEn,
  ...componentsEn,
  ...jobsEn,
  ...kpisEn,
  ...needsListsEn,
  ...procurementEn,
  ...reasonsEn,
  ...recommendationsEn,
  ...shellEn,
  ...suppliersEn,
};

export type MessageKey = keyof typeof en;
export type Messages = Record<MessageKey, string>;

const ptBr: Messages = {
  ...accessPt,
  ...alertsPt,
  ...cataloguePt,
  ...componentsPt,
  ...jobsPt,
  ...kpisPt,
  ...needsListsPt,
  ...procurementPt,
  ...reasonsPt,
  ...recommendationsPt,
  ...shellPt,
  ...suppliersPt,
};

export const DICTIONARIES: Record<Locale, Messages> = { en, "pt-BR": ptBr };

export function dictionary(locale: Locale): Messages {
  return DICTIONARIES[locale];
}
