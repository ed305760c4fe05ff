import { dateFormatter, numberFormatter, relativeFormatter } from "@/lib/formatters";
import type { Locale } from "@/lib/i18n/locale";

/** What stands where a number cannot be known; the reason is said beside it. */
export const ABSENT = "–";

type Context = { locale: Locale; currency: string | null; timeZone: string | null };
type Numeric = number | string | null | undefined;

/** Decimals arrive as strings; a text that is no number counts as absent. */
export function toNumber(value: Numeric): number | null {
  if (value === null || value === undefined || value === "") return null;
  const number = typeof value === "number" ? value : Number(value);
  return Number.isFinite(number) ? number : null;
}

const DAY_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** A calendar day has no time zone: read as UTC and shown as UTC, it stays the same day. */
function asDate(value: string): { date: Date; isDay: boolean } {
  const isDay = DAY_ONLY.test(value);
  return { date: new Date(isDay ? `${value}T00:00:00Z` : value), isDay };
}

/** Whole days from today, as the calendar in `zone` has it, to a calendar day. */
function daysBetween(now: number, zone: string, day: Date): number {
  const today = dateFormatter("en-CA", { timeZone: zone }).format(now);
  return Math.round((day.getTime() - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);
}

const FAR_BACK_DAYS = 60;
const WHOLE_RATE = 10;
const LARGE = 10_000;
const LARGE_SUM = 1_000;
const MOST_SHARE_DECIMALS = 4;

const RELATIVE_STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** Hours as people say them, rounded down so that nobody has less time than is shown. */
export function hoursAsWords(value: Numeric): string {
  const hours = toNumber(value);
  if (hours === null) return ABSENT;
  if (hours <= 0) return "0m";
  // A fraction such as 4.1 h is 245.99… minutes in binary; the last digit must not cost a minute.
  const minutes = Math.floor(hours * 60 + 1e-6);
  if (minutes < 1) return "< 1m";
  const parts: [number, string][] =
    minutes < 24 * 60
      ? [
          [Math.floor(minutes / 60), "h"],
          [minutes % 60, "m"],
        ]
      : [
          [Math.floor(minutes / 1440), "d"],
          [Math.floor((minutes % 1440) / 60), "h"],
        ];
  return parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount}${unit}`)
    .join(" ");
}

/** Decimals of a per cent: one, or as many as keep it apart from a round 0 % or 100 %. */
function shareDecimals(ratio: number): number {
  const apart = 100 * Math.min(Math.abs(ratio), Math.abs(1 - Math.abs(ratio)));
  if (apart === 0 || apart >= 0.05) return 1;
  return Math.min(MOST_SHARE_DECIMALS, Math.ceil(-Math.log10(apart)));
}

/** Three figures at least, whatever their place: 4.96 is not 5, and 1,234 is not 1,230. */
const THREE_FIGURES = {
  minimumFractionDigits: 0,
  maximumSignificantDigits: 3,
  roundingPriority: "morePrecision",
} as const;

type Show = (value: Numeric, options: Intl.NumberFormatOptions) => string;

/** Figures with nothing beside them to correct them: as many decimals as it takes to be true. */
function standingAlone(show: Show, money: Intl.NumberFormatOptions) {
  const short = { ...THREE_FIGURES, notation: "compact", maximumFractionDigits: 1 } as const;
  const size = (value: Numeric) => Math.abs(toNumber(value) ?? 0);
  return {
    figure: (value: Numeric) =>
      show(value, size(value) < LARGE ? { ...THREE_FIGURES, maximumFractionDigits: 0 } : short),
    figureOfMoney: (value: Numeric) =>
      size(value) < LARGE_SUM
        ? show(value, { ...money, minimumFractionDigits: 2, maximumFractionDigits: 2 })
        : show(value, { ...money, ...short }),
    /** Takes a ratio: 99.97 % is not 100 %. */
    share: (value: Numeric) =>
      show(value, { style: "percent", maximumFractionDigits: shareDecimals(toNumber(value) ?? 0) }),
  };
}

export function makeFormat({ locale, currency, timeZone }: Context) {
  const zone = timeZone ?? "UTC";
  const show: Show = (value, options) => {
    const number = toNumber(value);
    return number === null ? ABSENT : numberFormatter(locale, options).format(number);
  };
  const showDate = (value: string | null | undefined, options: Intl.DateTimeFormatOptions) => {
    if (!value) return ABSENT;
    const { date, isDay } = asDate(value);
    if (Number.isNaN(date.getTime())) return ABSENT;
    return dateFormatter(locale, { timeZone: isDay ? "UTC" : zone, ...options }).format(date);
  };
  const money: Intl.NumberFormatOptions = currency
    ? { style: "currency", currency, currencyDisplay: "narrowSymbol" }
    : {};

  const format = {
    locale,
    number: (value: Numeric, digits = 0) =>
      show(value, { maximumFractionDigits: digits, minimumFractionDigits: 0 }),
    /** A rate of a few units a month still has figures behind the zeros. */
    rate: (value: Numeric) =>
      show(value, { maximumFractionDigits: (toNumber(value) ?? 0) >= WHOLE_RATE ? 1 : 4 }),
    ...standingAlone(show, money),
    /** For axes, whose steps may be quarters: 2.25K is not 2.3K. */
    compact: (value: Numeric) => show(value, { notation: "compact", maximumFractionDigits: 2 }),
    /** Takes a ratio: 0.05 is 5 %. */
    percent: (value: Numeric, digits = 1) =>
      show(value, { style: "percent", maximumFractionDigits: digits }),
    money: (value: Numeric, digits = 2) =>
      show(value, { ...money, minimumFractionDigits: digits, maximumFractionDigits: digits }),
    // Node and the browser disagree on "13.0M" unless told; a page would not fit what was rendered.
    compactMoney: (value: Numeric) =>
      show(value, {
        ...money,
        notation: "compact",
        minimumFractionDigits: 0,
        maximumFractionDigits: 1,
      }),
    signed: (value: Numeric, digits = 1) =>
      show(value, { signDisplay: "exceptZero", maximumFractionDigits: digits }),
    date: (value: string | null | undefined) => showDate(value, { dateStyle: "medium" }),
    dayAndMonth: (value: string | null | undefined) =>
      showDate(value, { day: "numeric", month: "short" }),
    month: (value: string | null | undefined) =>
      showDate(value, { month: "short", year: "numeric" }),
    instant: (value: string | null | undefined) =>
      showDate(value, { dateStyle: "medium", timeStyle: "short" }),
    relative: (value: string | null | undefined, now = Date.now()) => {
      if (!value) return ABSENT;
      const { date, isDay } = asDate(value);
      const words = relativeFormatter(locale, { numeric: "auto" });
      if (isDay) return words.format(daysBetween(now, zone, date), "day");
      const seconds = (date.getTime() - now) / 1000;
      const step = RELATIVE_STEPS.find(([, size]) => Math.abs(seconds) >= size);
      return step
        ? words.format(Math.round(seconds / step[1]), step[0])
        : words.format(0, "minute");
    },
    /** How long ago; far back the day says more than a count of days. */
    age: (value: string | null | undefined, now = Date.now()) => {
      if (!value) return ABSENT;
      const { date, isDay } = asDate(value);
      const days = isDay
        ? -daysBetween(now, zone, date)
        : Math.floor((now - date.getTime()) / 86_400_000);
      return days > FAR_BACK_DAYS ? format.date(value) : format.relative(value, now);
    },
    hours: hoursAsWords,
    list: (values: string[]) => new Intl.ListFormat(locale, { type: "conjunction" }).format(values),
  };
  return format;
}

export type Format = ReturnType<typeof makeFormat>;
