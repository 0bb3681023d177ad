import { toShortLine } from "../base/text/short_line.ts";
import { parseEntry, parseHttpEntry } from "./server_entry.ts";

/** Describes what an entry in a host's configuration starts or reaches, without arguments, queries and values that may be secret. */
export function describeEntry(value: unknown): string {
  const program = parseEntry(value);
  if (program !== undefined) return `it starts ${toShortLine(program.command)}`;
  const http = parseHttpEntry(value);
  if (http === undefined) return "it names no program and no URL";
  const names = Object.keys(http.headers).map((name) => toShortLine(name)).join(", ");
  return `it is reached at ${describeUrl(http.url)}${names === "" ? "" : `, with ${names}`}`;
}

/** Returns a URL without user name, password, query and fragment. */
export function describeUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null) return "an invalid URL";
  return toShortLine(url.host === "" ? url.protocol : `${url.protocol}//${url.host}${url.pathname}`);
}
