/**
 * Formats a whole number with commas, such as `10,003`. The first `toLocaleString` of a process takes tens of milliseconds,
 * because it loads the data of locales.
 */
export function formatInteger(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}
