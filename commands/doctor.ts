/** What `support-mcp doctor` does: says what is wrong with the set-up, and how to mend it. */

import { InstallFailure } from "../install/mod.ts";
import { defaultLocation, DeskError } from "../store/mod.ts";
import { absoluteLocation } from "./absolute_location.ts";
import { findDesk } from "./doctor/desk.ts";
import type { Finding } from "./doctor/finding.ts";
import { findHosts } from "./doctor/hosts.ts";
import { thisProgram } from "./host_config.ts";
import { terminal } from "./terminal.ts";
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
  for await (const { kind, about, what } of findings(db)) {
    terminal().process.stdout.write(`${kind.padEnd(6)} ${about}: ${what}\n`);
    if (kind === "wrong") wrong++;
  }
  terminal().process.stdout.write(`\n${wrong === 0 ? "Nothing is wrong" : `Wrong: ${wrong}`}.\n`);
  return wrong === 0 ? 0 : 1;
}

async function* findings(db: string | undefined): AsyncGenerator<Finding> {
  yield { kind: "ok", about: "the program", what: `support-mcp ${version}, ${thisProgram()}` };
  try {
    const desk = absoluteLocation(db ?? defaultLocation());
    yield await findDesk(desk);
    yield* findHosts(desk);
  } catch (error) {
    if (!(error instanceof DeskError || error instanceof InstallFailure)) throw error;
    yield { kind: "wrong", about: "this machine", what: error.message };
  }
}
