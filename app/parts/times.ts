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
  if (age < 7 * DAY) return words.ago(formatUnits(age, locale, 1));
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

/** Formats a length of time: `3h`, `1d 4h`, `12d`; in German, whose names are longer, `28 Std.` */
export function formatLength(milliseconds: number, locale: string): string {
  return formatUnits(milliseconds, locale, 2);
}

/** @param most The number of units of a length between a day and a week. Others have one. */
function formatUnits(milliseconds: number, locale: string, most: 1 | 2): string {
  const length = Math.abs(milliseconds);
  if (length < HOUR) return formatUnit("minute", Math.max(1, Math.floor(length / MINUTE)), locale);
  const isLong = most === 2 && isGerman(locale);
  if (length < (isLong ? 2 * DAY : DAY)) return formatUnit("hour", Math.floor(length / HOUR), locale);
  const days = formatUnit("day", Math.floor(length / DAY), locale);
  const hours = Math.floor(length % DAY / HOUR);
  return isLong || most === 1 || hours === 0 || length >= 7 * DAY
    ? days
    : `${days} ${formatUnit("hour", hours, locale)}`;
}

/** In German, only the short names are in use: `3 Std.`, not `3h`. */
function formatUnit(unit: string, value: number, locale: string): string {
  const unitDisplay = isGerman(locale) ? "short" : "narrow";
  return getNumberFormat(locale, { style: "unit", unit, unitDisplay }).format(value);
}

function isGerman(locale: string): boolean {
  return locale.startsWith("de");
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
