/** Allowed imports between the parts of the program. Each part has public modules, and imports go in one direction. */

import type { Import } from "./import_graph.ts";

/** Allowed imports of each top-level folder or file: whole folders (ending in `/`) or files. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "base/": [],
  "main.ts": ["commands/", "deno.json"],
  "commands/": [
    "base/",
    "server/mod.ts",
    "server/transports/stdio/mod.ts",
    "server/transports/http/mod.ts",
    "server/transports/http/auth/oidc/mod.ts",
    "server/webhooks/mod.ts",
    "client/",
    "store/mod.ts",
    "data/mod.ts",
    "install/mod.ts",
    "deno.json",
  ],
  // the last three are loaded lazily
  "server/": [
    "base/",
    "store/mod.ts",
    "app/page.ts",
    "server/protocol/fast_path/mod.ts",
    "server/protocol/sdk/mod.ts",
  ],
  // it meets the desk over the protocol, like every client
  "app/": ["base/", "deno.json"],
  "client/": ["base/"],
  "data/": ["base/", "store/mod.ts", "store/kv/check/mod.ts"],
  "install/": ["base/"],
  "store/": ["base/"],
};

/**
 * Inner rooms with users that must not load the room around them: views and approvals also serve replays and the demo, and
 * a page for browsers has one language, and three scripts. Resources are read before the tools are loaded, and most calls
 * need no validation with zod.
 */
const INNER_ENTRANCES = [
  "server/definitions/resources/mod.ts",
  "server/definitions/tools/loaders/mod.ts",
  "server/definitions/validation/mod.ts",
  "client/agent/approval/mod.ts",
  "client/agent/views/mod.ts",
  "app/words/en/mod.ts",
  "app/words/de/mod.ts",
  "app/desk/cards/mod.ts",
  "app/desk/second/mod.ts",
  "app/desk/early/mod.ts",
  "app/words/en/second/mod.ts",
  "app/words/de/second/mod.ts",
  "app/words/en/failures/mod.ts",
  "app/words/de/failures/mod.ts",
  "app/words/cards/mod.ts",
  "app/bridges/browser/early/mod.ts",
];

/** The public modules of parts and rooms. */
export const ENTRANCES: ReadonlySet<string> = new Set(
  [...Object.values(MAY_IMPORT).flat(), ...INNER_ENTRANCES].filter((place) => place.endsWith("/mod.ts")),
);

/** Packages that a part must not use. */
const MUST_NOT_KNOW: Readonly<Record<string, RegExp>> = {
  "base/": /^(?!node:)/,
  "store/": /^@modelcontextprotocol\//,
  "data/": /^@modelcontextprotocol\//,
};

/** They use every part and no part uses them. */
const AROUND_THE_PROGRAM = ["tests/", "scripts/", "release/", "bench/"];

/**
 * Finds imports that are not allowed.
 *
 * @returns A sentence for each, with both files.
 */
export function findWrongImports(imports: readonly Import[]): string[] {
  return imports.flatMap((arrow) => {
    const problem = findProblem(arrow);
    return problem === undefined ? [] : [`${arrow.from} imports ${arrow.to}: ${problem}`];
  });
}

function findProblem({ from, to }: Import): string | undefined {
  const part = getPart(from);
  if (AROUND_THE_PROGRAM.includes(part)) return undefined;
  const allowed = MAY_IMPORT[part];
  if (allowed === undefined) return `${part} has no rule yet: give it one in tests/house/import_rules.ts`;
  if (isPackage(to)) return MUST_NOT_KNOW[part]?.test(to) ? `${part} must not know of it` : undefined;
  if (getPart(to) === part || allowed.some((place) => place === to || (place.endsWith("/") && to.startsWith(place)))) {
    return undefined;
  }
  return allowed.length === 0
    ? `${part} imports no other part`
    : `of other parts, ${part} may import ${allowed.join(", ")}`;
}

function getPart(path: string): string {
  const slash = path.indexOf("/");
  return slash === -1 ? path : path.slice(0, slash + 1);
}

/** Distinguishes packages and built-in modules from our own files, which end in `.ts` or `.json`. */
function isPackage(specifier: string): boolean {
  return !/\.(tsx?|json)$/.test(specifier);
}

/**
 * Finds files that import each other in a cycle. Type imports and lazy imports count.
 *
 * @returns One cycle in order, or an empty list.
 */
export function findCycle(imports: readonly Import[]): string[] {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const { from, to } of imports) {
      if (from !== file) continue;
      const cycle = visit(to, [...path, file]);
      if (cycle.length > 0) return cycle;
    }
    done.add(file);
    return [];
  };
  for (const { from } of imports) {
    const cycle = visit(from, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
