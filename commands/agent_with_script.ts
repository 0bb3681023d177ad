/** `support-mcp agent` without a model: the script. */

import { AgentFailure } from "../client/agent_failure.ts";
import type { Person } from "../client/loop/person.ts";
import { runScriptedAgent } from "../client/scripted_agent.ts";
import { visible } from "../client/visible.ts";
import type { AgentRun } from "./agent_run.ts";
import { terminal } from "./terminal.ts";
import { exitCodeOf, terminated } from "./termination.ts";
import { version } from "./version.ts";

const NOBODY = "Nobody is at a terminal: servers are told that questions are not possible, and tools that write are " +
  "not used.\n";

/**
 * Works through the script, or until a signal comes; the servers end with it.
 *
 * @returns The exit code: 128 and the signal's number where one came.
 * @throws {AgentFailure} When a server fails, or a tool is refused.
 */
export async function runAgentWithScript(run: AgentRun): Promise<number> {
  const ending = new AbortController();
  const signal = terminated().then((signal) => {
    ending.abort();
    return signal;
  });
  try {
    await work(run, ending.signal);
  } catch (error) {
    if (!ending.signal.aborted) throw error; // what fails afterwards fails because of the end
  }
  return ending.signal.aborted ? exitCodeOf(await signal) : 0;
}

async function work(
  { servers, protocol, interactive, outside, departed }: AgentRun,
  ending: AbortSignal,
): Promise<void> {
  const { stdout, stderr } = terminal().process;
  const refusals = await runScriptedAgent({
    servers,
    protocol,
    version,
    outside,
    person: interactive ? await personFor(outside, ending) : undefined,
    ending: AbortSignal.any([ending, departed]),
    print: outside.print((text) => stdout.write(visible(text) + "\n")),
    remark: (text) => stderr.write(visible(text) + "\n"),
  });
  if (refusals.length > 0) throw new AgentFailure(`The desk refused: ${refusals.join(" ")}`);
}

async function personFor(outside: AgentRun["outside"], stop: AbortSignal): Promise<Person> {
  const { personOnStage } = await import("./agent_stage.ts");
  const person = personOnStage({ interactive: true, outside, stop });
  if (person !== undefined) return person;
  const { nobodyThere } = await import("../client/terminal/nobody_there.ts");
  terminal().process.stderr.write(NOBODY);
  return nobodyThere;
}
