/** `support-mcp version`: the version of the program, and what it runs on. */

import { version } from "./process/mod.ts";

/** Formats the version as text, or as one JSON object for programs. */
export function formatVersion({ json }: { json: boolean }): string {
  return json ? `${JSON.stringify(describeVersion())}\n` : `${version}\n`;
}

function describeVersion(): object {
  const { os, arch, target } = Deno.build;
  return { name: "support-mcp", version, os, arch, target, deno: Deno.version.deno, v8: Deno.version.v8 };
}
