/** What `support-mcp doctor` does: says what is wrong with the set-up, and how to mend it. */

import { InstallError } from "../install/mod.ts";
import { DeskError, getDefaultLocation } from "../store/mod.ts";
import { toAbsoluteLocation } from "./hosts/absolute_location.ts";
import { checkDesk } from "./doctor/desk.ts";
import type { Finding } from "./doctor/finding.ts";
import { checkHosts } from "./doctor/hosts.ts";
import { getThisProgram } from "./hosts/host_config.ts";
import { openTerminal } from "./terminal.ts";
import { version } from "./version.ts";

export interface DoctorFlags {
  db: string | undefined;
}

/**
 * Looks at the program, the desk and the hosts, and mends nothing by itself.
 *
 * @returns The exit code: 1 when something is wrong.
 */
export async function runDoctor({ db }: DoctorFlags): Promise<number> {
  let wrong = 0;
  for await (const { kind, subject: about, message: what } of runChecks(db)) {
    openTerminal().process.stdout.write(`${kind.padEnd(6)} ${about}: ${what}\n`);
    if (kind === "wrong") wrong++;
  }
  openTerminal().process.stdout.write(`\n${wrong === 0 ? "Nothing is wrong" : `Wrong: ${wrong}`}.\n`);
  return wrong === 0 ? 0 : 1;
}

async function* runChecks(db: string | undefined): AsyncGenerator<Finding> {
  yield { kind: "ok", subject: "the program", message: `support-mcp ${version}, ${getThisProgram()}` };
  try {
    const desk = toAbsoluteLocation(db ?? getDefaultLocation());
    yield await checkDesk(desk);
    yield* checkHosts(desk);
  } catch (error) {
    if (!(error instanceof DeskError || error instanceof InstallError)) throw error;
    yield { kind: "wrong", subject: "this machine", message: error.message };
  }
}
