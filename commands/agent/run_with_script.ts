/** `support-mcp agent` without a model: runs the script. */

import { AgentError } from "../../client/errors/mod.ts";
import type { Person } from "../../client/agent/approval/mod.ts";
import { runScriptedAgent } from "../../client/demo/mod.ts";
import { toPrintable } from "../../base/text/printable.ts";
import type { AgentRun } from "./agent_run.ts";
import { openTerminal } from "../output/mod.ts";
import { toExitCode, version, waitForTermination } from "../process/mod.ts";

const NO_TERMINAL =
  "There is no terminal for --interactive: servers cannot elicit, and tools that write are not used.\n";

/**
 * Runs the script to its end or until a signal arrives, then ends the servers.
 *
 * @returns The exit code; for a signal, 128 plus its number.
 * @throws {AgentError} If a server fails, or rejects a call.
 */
export async function runAgentWithScript(run: AgentRun): Promise<number> {
  const ending = new AbortController();
  const signal = waitForTermination().then((signal) => {
    ending.abort();
    return signal;
  });
  try {
    await runScript(run, ending.signal);
  } catch (error) {
    if (!ending.signal.aborted) throw error; // the signal is the cause of later errors
  }
  return ending.signal.aborted ? toExitCode(await signal) : 0;
}

async function runScript(
  { servers, protocol, interactive, readsSubjects, environment, diverged }: AgentRun,
  ending: AbortSignal,
): Promise<void> {
  const { stdout, stderr } = openTerminal().process;
  const refusals = await runScriptedAgent({
    servers,
    protocol,
    version,
    environment,
    readsSubjects,
    person: interactive ? await findPerson(environment, ending) : undefined,
    shutdown: AbortSignal.any([ending, diverged]),
    print: environment.print((text) => stdout.write(toPrintable(text) + "\n")),
    remark: (text) => stderr.write(toPrintable(text) + "\n"),
  });
  if (refusals.length > 0) throw new AgentError(`The desk rejected a call: ${refusals.join(" ")}`);
}

async function findPerson(environment: AgentRun["environment"], stop: AbortSignal): Promise<Person> {
  const { openPerson } = await import("./user_interface.ts");
  const person = openPerson({ interactive: true, environment, stop });
  if (person !== undefined) return person;
  const { absentPerson } = await import("../../client/terminal/person/mod.ts");
  openTerminal().process.stderr.write(NO_TERMINAL);
  return absentPerson;
}
