/**
 * Whether a URI is a resource's, or one of a template's, whose variables stand for one path segment each.
 *
 * @param template A URI or a template (RFC 6570).
 *
 * @example
 * ```ts
 * import { isUriOf } from "./uri_template.ts";
 *
 * isUriOf("ticket://{ticket_id}/history", "ticket://42/history"); // true
 * ```
 */
export function matchesUriTemplate(template: string, uri: string): boolean {
  return compileTemplate(template).pattern.test(uri);
}

/**
 * What a template's variables stand for in a URI.
 *
 * @returns Undefined when the URI isn't one of the template's.
 *
 * @example
 * ```ts
 * import { variablesIn } from "./uri_template.ts";
 *
 * variablesIn("ticket://{ticket_id}/history", "ticket://42/history"); // { ticket_id: "42" }
 * ```
 */
export function parseUriVariables(template: string, uri: string): Record<string, string> | undefined {
  const { pattern, names } = compileTemplate(template);
  const match = pattern.exec(uri);
  if (match === null) return undefined;
  const variables: Record<string, string> = {};
  names.forEach((name, index) => variables[name] = match[index + 1]!);
  return variables;
}

interface CompiledTemplate {
  pattern: RegExp;
  /** The variables, in the order in which they come. (Groups with names take a regular expression much longer.) */
  names: readonly string[];
}

const patterns = new Map<string, CompiledTemplate>();

function compileTemplate(template: string): CompiledTemplate {
  let known = patterns.get(template);
  if (known === undefined) {
    const escaped = template.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    const names = [...template.matchAll(VARIABLE)].map(([, name]) => name!);
    known = { pattern: new RegExp(`^${escaped.replace(VARIABLE, "([^/]+)")}$`), names };
    patterns.set(template, known);
  }
  return known;
}

const VARIABLE = /\{(\w+)\}/g;
