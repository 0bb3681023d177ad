/** What `support-mcp agent` does: works through a desk's tickets as a host of its servers. */

import { AgentFailure } from "../client/agent_failure.ts";
import type { Protocol } from "../client/protocol.ts";
import { runScriptedAgent } from "../client/scripted_agent.ts";
import { parseServerCommand, type ServerCommand } from "../client/server_command.ts";
import { visible } from "../client/visible.ts";
import { Failure } from "./failure.ts";
import { terminal } from "./terminal.ts";
import { terminated } from "./termination.ts";
import { version } from "./version.ts";

export interface AgentFlags {
  /** Command lines of servers, such as `python "my server.py"`; when there are none, this program's own two. */
  servers: readonly string[];
  protocol: Protocol;
}

/** What a shell gives as the exit code of a process that a signal ended. */
const EXIT_CODES: Partial<Record<Deno.Signal, number>> = { SIGINT: 130, SIGBREAK: 130, SIGTERM: 143 };

/**
 * Works through the script, or until a signal comes; the servers end with it.
 *
 * @returns The exit code: 128 and the signal's number where one came.
 * @throws {Failure} When a command line can't be read, a server fails, or a tool refuses to do its work.
 */
export async function runAgent(flags: AgentFlags): Promise<number> {
  const servers = flags.servers.map(commandOf);
  const ending = new AbortController();
  const signal = terminated().then((signal) => {
    ending.abort();
    return signal;
  });
  try {
    await work(servers, flags.protocol, ending.signal);
  } catch (error) {
    if (!ending.signal.aborted) throw error; // what fails afterwards fails because of the end
  }
  return ending.signal.aborted ? EXIT_CODES[await signal] ?? 1 : 0;
}

async function work(servers: ServerCommand[], protocol: Protocol, ending: AbortSignal): Promise<void> {
  const { stdout } = terminal().process;
  const print = (text: string) => stdout.write(visible(text) + "\n");
  try {
    const refusals = await runScriptedAgent({ servers, protocol, version, ending, print });
    if (refusals.length > 0) throw new AgentFailure(`The desk refused: ${refusals.join(" ")}`);
  } catch (error) {
    throw error instanceof AgentFailure ? reported(error) : error;
  }
}

/** Writes what else is known of the failure to standard error; the failure itself is the line after it. */
function reported({ message, remarks, cause }: AgentFailure): Failure {
  const { stderr } = terminal().process;
  for (const remark of remarks) stderr.write(visible(remark) + "\n");
  return new Failure(visible(message), 1, { cause });
}

function commandOf(commandLine: string): ServerCommand {
  try {
    return parseServerCommand(commandLine);
  } catch (error) {
    throw error instanceof SyntaxError ? new Failure(error.message, 2, { cause: error }) : error;
  }
}
