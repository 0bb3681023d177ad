/** `support-mcp agent` without a model: the script. */

import { AgentError } from "../../client/errors/mod.ts";
import type { Person } from "../../client/agent/approval/mod.ts";
import { runScriptedAgent } from "../../client/demo/mod.ts";
import { toPrintable } from "../../base/printable.ts";
import type { AgentRun } from "./agent_run.ts";
import { openTerminal } from "../terminal.ts";
import { toExitCode, waitForTermination } from "../signals/termination.ts";
import { version } from "../version.ts";

const NO_TERMINAL =
  "Nobody is at a terminal: servers are told that questions are not possible, and tools that write are " +
  "not used.\n";

/**
 * Works through the script, or until a signal comes; the servers end with it.
 *
 * @returns The exit code: 128 and the signal's number where one came.
 * @throws {AgentError} When a server fails, or a tool is refused.
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
    if (!ending.signal.aborted) throw error; // what fails afterwards fails because of the end
  }
  return ending.signal.aborted ? toExitCode(await signal) : 0;
}

async function runScript(
  { servers, protocol, interactive, outside, diverged: departed }: AgentRun,
  ending: AbortSignal,
): Promise<void> {
  const { stdout, stderr } = openTerminal().process;
  const refusals = await runScriptedAgent({
    servers,
    protocol,
    version,
    outside,
    person: interactive ? await findPerson(outside, ending) : undefined,
    ending: AbortSignal.any([ending, departed]),
    print: outside.print((text) => stdout.write(toPrintable(text) + "\n")),
    remark: (text) => stderr.write(toPrintable(text) + "\n"),
  });
  if (refusals.length > 0) throw new AgentError(`The desk refused: ${refusals.join(" ")}`);
}

async function findPerson(outside: AgentRun["outside"], stop: AbortSignal): Promise<Person> {
  const { openPerson } = await import("./user_interface.ts");
  const person = openPerson({ interactive: true, outside, stop });
  if (person !== undefined) return person;
  const { absentPerson } = await import("../../client/terminal/person/mod.ts");
  openTerminal().process.stderr.write(NO_TERMINAL);
  return absentPerson;
}
