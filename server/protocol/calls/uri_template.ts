/** URI templates (RFC 6570) as our resources use them: each variable is one path segment. */

/**
 * Checks if a URI matches a template.
 *
 * @param template A template, or a URI without variables.
 *
 * @example
 * ```ts
 * import { matchesUriTemplate } from "./uri_template.ts";
 *
 * matchesUriTemplate("ticket://{ticket_id}/history", "ticket://42/history"); // true
 * ```
 */
export function matchesUriTemplate(template: string, uri: string): boolean {
  return compileTemplate(template).pattern.test(uri);
}

/**
 * Parses the variables of a URI, without decoding them.
 *
 * @returns Undefined if the URI does not match the template.
 *
 * @example
 * ```ts
 * import { parseUriVariables } from "./uri_template.ts";
 *
 * parseUriVariables("ticket://{ticket_id}/history", "ticket://42/history"); // { ticket_id: "42" }
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
  /** The variables in their order. Named groups would make the match much slower. */
  names: readonly string[];
}

const compiledTemplates = new Map<string, CompiledTemplate>();

function compileTemplate(template: string): CompiledTemplate {
  let compiled = compiledTemplates.get(template);
  if (compiled === undefined) {
    const escaped = template.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    const names = [...template.matchAll(VARIABLE)].map(([, name]) => name!);
    compiled = { pattern: new RegExp(`^${escaped.replace(VARIABLE, "([^/]+)")}$`), names };
    compiledTemplates.set(template, compiled);
  }
  return compiled;
}

const VARIABLE = /\{(\w+)\}/g;
