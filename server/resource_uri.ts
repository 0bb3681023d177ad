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

const patterns = new Map<string, RegExp>();

function patternOf(template: string): RegExp {
  let pattern = patterns.get(template);
  if (pattern === undefined) {
    const parts = template.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    pattern = new RegExp(`^${parts.join("[^/]+")}$`);
    patterns.set(template, pattern);
  }
  return pattern;
}
