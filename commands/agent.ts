/** What `support-mcp agent` does: works through a desk's tickets as a host of its servers. */

import type { Protocol } from "../client/protocol.ts";
import { runScriptedAgent } from "../client/scripted_agent.ts";
import { parseServerCommand, type ServerCommand } from "../client/server_command.ts";
import { ServerFailure } from "../client/server_failure.ts";
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

/** What a shell adds to the number of the signal that ended a process. */
const EXIT_CODES: Partial<Record<Deno.Signal, number>> = { SIGHUP: 129, SIGINT: 130, SIGBREAK: 130, SIGTERM: 143 };

/**
 * Works through the script, or until a signal comes; the servers end with it.
 *
 * @returns The exit code: 128 and the signal's number where one came.
 * @throws {Failure} When a command line can't be read, a server fails, or a tool refuses to do its work.
 */
export async function runAgent(flags: AgentFlags): Promise<number> {
  const servers = flags.servers.map(commandOf);
  const { stdout } = terminal().process;
  const ending = new AbortController();
  const signal = terminated().then((signal) => (ending.abort(), signal));
  try {
    const print = (text: string) => stdout.write(visible(text) + "\n");
    const refusals = await runScriptedAgent({
      servers,
      protocol: flags.protocol,
      version,
      ending: ending.signal,
      print,
    });
    if (refusals.length > 0) throw new Failure(`The desk refused: ${refusals.join(" ")}`);
    return 0;
  } catch (error) {
    if (ending.signal.aborted) return EXIT_CODES[await signal] ?? 1;
    throw error instanceof ServerFailure ? reported(error) : error;
  }
}

/** Writes what else is known of the failure to standard error; the failure itself is the one line after it. */
function reported({ message, remarks, cause }: ServerFailure): Failure {
  if (remarks.length > 0) {
    terminal().process.stderr.write(visible(remarks.join("\n")) + "\n");
  }
  return new Failure(message, 1, { cause });
}

function commandOf(commandLine: string): ServerCommand {
  try {
    return parseServerCommand(commandLine);
  } catch (error) {
    throw error instanceof SyntaxError ? new Failure(error.message, 2, { cause: error }) : error;
  }
}
