/** Formats a number of things, such as `1,250 tickets`. */
export function formatCount(count: number, name: string): string {
  return `${count.toLocaleString("en")} ${name}${count === 1 ? "" : "s"}`;
}
