/** Tokens in the configuration files of hosts. */

import { dirname, join } from "node:path";
import { type ConfiguredServer, pathExists } from "../../install/mod.ts";

/** A placeholder that a host replaces, such as `${TOKEN}` or `${env:TOKEN}`. */
const PLACEHOLDER = /\$\{(?:env:)?([^{}]+)\}/g;

/** Lists the environment variables in the value of a header. */
export function listVariables(value: string): string[] {
  return [...value.matchAll(PLACEHOLDER)].flatMap(([, name]) => /^\w+$/.test(name!) ? [name!] : []);
}

/** Checks if the value of a header is in the file, not in a variable. */
export function isInFile(value: string): boolean {
  return value.replaceAll(PLACEHOLDER, "") === value;
}

/**
 * Says who else gets to read the token in a configuration, one sentence per line.
 *
 * @param path The file, which exists.
 */
export async function describeExposure(path: string, server: ConfiguredServer): Promise<string[]> {
  if (!("url" in server) || !Object.values(server.headers).some(isInFile)) return [];
  const file = await Deno.realPath(path);
  const { mode } = await Deno.stat(file);
  const repository = await findRepository(dirname(file));
  return [
    ...Deno.build.os !== "windows" && (mode ?? 0) & 0o077
      ? [`Other users of this machine may read it. To keep it private, run: chmod 600 ${quote(file)}`]
      : [],
    ...repository === undefined ? [] : [
      `It and its copies (.bak) are in the Git repository ${repository}: ` +
      "keep them out of commits, or the token ends up in its history.",
    ],
  ];
}

async function findRepository(folder: string): Promise<string | undefined> {
  for (let place = folder;; place = dirname(place)) {
    if (await pathExists(join(place, ".git"))) return place;
    if (dirname(place) === place) return undefined;
  }
}

function quote(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
