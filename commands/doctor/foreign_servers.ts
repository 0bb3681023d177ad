/** Checks the servers that have our name in a host's configuration, but start something else. */

import { delimiter, isAbsolute, join } from "node:path";
import { toShortLine } from "../../base/text/short_line.ts";
import {
  getProgram,
  type HostConfiguration,
  type HostId,
  listForeignServers,
  pathExists,
  type ServerEntry,
} from "../../install/mod.ts";
import type { Finding } from "./finding.ts";

/**
 * Says what each of them starts. A program that does not exist is a failure.
 *
 * @throws {InstallError} If the configuration cannot be parsed.
 */
export async function checkForeignServers(
  id: HostId,
  configuration: HostConfiguration,
): Promise<Omit<Finding, "subject">[]> {
  const findings: Omit<Finding, "subject">[] = [];
  for (const [name, entry] of listForeignServers(configuration)) {
    const next = `To use the desk, remove ${name} from ${configuration.path}, then run support-mcp install ${id}.`;
    const missing = entry && await findMissingProgram(entry);
    findings.push(
      missing === undefined
        ? { kind: "hint", message: `${name} is another server: it ${describe(entry)}. ${next}` }
        : { kind: "failed", message: `${name} starts ${missing}, which does not exist. ${next}` },
    );
  }
  return findings;
}

function describe(entry: ServerEntry | undefined): string {
  if (entry === undefined) return "names no program and no URL";
  return `starts ${toShortLine([entry.command, ...entry.args].join(" "))}`;
}

/** Finds the first of an entry's program and its main module that does not exist. */
async function findMissingProgram(entry: ServerEntry): Promise<string | undefined> {
  if (!await isProgram(entry.command)) return entry.command;
  const main = getProgram(entry);
  return main !== undefined && isAbsolute(main) && !await pathExists(main) ? main : undefined;
}

async function isProgram(command: string): Promise<boolean> {
  if (isAbsolute(command)) return await pathExists(command);
  const endings = Deno.build.os === "windows" ? ["", ".exe", ".cmd", ".bat"] : [""];
  for (const folder of Deno.env.get("PATH")?.split(delimiter) ?? []) {
    for (const ending of endings) if (await pathExists(join(folder, command + ending))) return true;
  }
  return false;
}
