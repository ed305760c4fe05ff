type Maker<Options, Formatter> = new (locale: string, options: Options) => Formatter;

/** Making a formatter takes a hundred times as long as writing with it, so each is made once. */
function madeOnce<Options, Formatter>(Formatter: Maker<Options, Formatter>) {
  const made = new Map<string, Formatter>();
  return (locale: string, options: Options): Formatter => {
    const key = `${locale} ${JSON.stringify(options)}`;
    const known = made.get(key);
    if (known) return known;
    const fresh = new Formatter(locale, options);
    made.set(key, fresh);
    return fresh;
  };
}

export const numberFormatter = madeOnce<Intl.NumberFormatOptions, Intl.NumberFormat>(
  Intl.NumberFormat,
);
export const dateFormatter = madeOnce<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(
  Intl.DateTimeFormat,
);
export const relativeFormatter = madeOnce<Intl.RelativeTimeFormatOptions, Intl.RelativeTimeFormat>(
  Intl.RelativeTimeFormat,
);
export const pluralRules = madeOnce<Intl.PluralRulesOptions, Intl.PluralRules>(Intl.PluralRules);
