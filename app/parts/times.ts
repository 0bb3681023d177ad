/** Times as people read them: relative where they are near, in the viewer's zone where they are not. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The words around a length of time. */
interface AgoWords {
  now: string;
  ago(time: string): string;
}

/** Formats a time in the past: `2h ago`, `12 Nov`, `12 Nov 2025`. */
export function formatAgo(iso: string, now: number, words: AgoWords, locale: string): string {
  const time = Date.parse(iso);
  const age = now - time;
  if (age < MINUTE) return words.now;
  if (age < 7 * DAY) return words.ago(formatLength(age, locale));
  return formatDate(time, now, locale);
}

function formatDate(time: number, now: number, locale: string): string {
  const isThisYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  const year = isThisYear ? {} : { year: "numeric" } as const;
  return getDateFormat(locale, { day: "numeric", month: "short", ...year }).format(time);
}

/** Formats a time exactly, in the viewer's zone. */
export function formatExact(iso: string, locale: string): string {
  return getDateFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(Date.parse(iso));
}

/** Formats a length of time with its largest unit: `3h`. */
export function formatLength(milliseconds: number, locale: string): string {
  const length = Math.abs(milliseconds);
  const [unit, size] = length < HOUR
    ? ["minute", MINUTE] as const
    : length < 2 * DAY
    ? ["hour", HOUR] as const
    : ["day", DAY] as const;
  const options = { style: "unit", unit, unitDisplay: "narrow" } as const;
  return getNumberFormat(locale, options).format(Math.max(1, Math.floor(length / size)));
}

const getDateFormat = keepFormats((locale, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, options)
);
const getNumberFormat = keepFormats((locale, options: Intl.NumberFormatOptions) =>
  new Intl.NumberFormat(locale, options)
);

/** Keeps what is created: a format takes longer to create than a row of the list to show. */
function keepFormats<Options, Format>(create: (locale: string, options: Options) => Format) {
  const formats = new Map<string, Format>();
  return (locale: string, options: Options): Format => {
    const key = locale + JSON.stringify(options);
    const format = formats.get(key) ?? create(locale, options);
    formats.set(key, format);
    return format;
  };
}
