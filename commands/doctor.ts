/** `support-mcp doctor`: checks the setup, and says how to fix what is wrong. */

import { DeskError, getDefaultLocation } from "../store/mod.ts";
import { getThisProgram, toAbsoluteLocation } from "./hosts/mod.ts";
import { checkDesk, checkHosts, type Finding } from "./doctor/mod.ts";
import { formatCount, print } from "./output/mod.ts";
import { version } from "./process/mod.ts";

export interface DoctorFlags {
  db: string | undefined;
}

/**
 * Checks the program, the desk and the hosts. Fixes nothing.
 *
 * @returns The exit code: 1 if a check fails.
 */
export async function runDoctor({ db }: DoctorFlags): Promise<number> {
  let failed = 0;
  for await (const { kind, subject: about, message: what } of runChecks(db)) {
    print(`${kind.padEnd(6)} ${about}: ${what}\n`);
    if (kind === "failed") failed++;
  }
  print(
    `\n${failed === 0 ? "All checks passed" : `${formatCount(failed, "check")} failed`}.\n`,
  );
  return failed === 0 ? 0 : 1;
}

async function* runChecks(db: string | undefined): AsyncGenerator<Finding> {
  yield { kind: "ok", subject: "Program", message: `support-mcp ${version}, ${getThisProgram()}` };
  try {
    const desk = toAbsoluteLocation(db ?? getDefaultLocation());
    yield* await checkDesk(desk);
    yield* checkHosts(desk);
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    yield { kind: "failed", subject: "System", message: error.message };
  }
}
