/**
 * Whether a URI is a resource's, or one of a template's, whose variables stand for one path segment each.
 *
 * @param template A URI or a template (RFC 6570).
 *
 * @example
 * ```ts
 * import { isUriOf } from "./resource_uri.ts";
 *
 * isUriOf("ticket://{ticket_id}/history", "ticket://42/history"); // true
 * ```
 */
export function isUriOf(template: string, uri: string): boolean {
  return patternOf(template).test(uri);
}

/**
 * What a template's variables stand for in a URI.
 *
 * @returns Undefined when the URI isn't one of the template's.
 *
 * @example
 * ```ts
 * import { variablesIn } from "./resource_uri.ts";
 *
 * variablesIn("ticket://{ticket_id}/history", "ticket://42/history"); // { ticket_id: "42" }
 * ```
 */
export function variablesIn(template: string, uri: string): Record<string, string> | undefined {
  const match = patternOf(template).exec(uri);
  return match === null ? undefined : { ...match.groups };
}

const patterns = new Map<string, RegExp>();

function patternOf(template: string): RegExp {
  let pattern = patterns.get(template);
  if (pattern === undefined) {
    const escaped = template.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    pattern = new RegExp(`^${escaped.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
    patterns.set(template, pattern);
  }
  return pattern;
}
