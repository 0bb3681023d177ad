import type { ServerSource } from "../../configuration/mod.ts";
import {
  Connection,
  type ConnectionOptions,
  createEndlessReconnection,
  createReconnection,
} from "../../connection/mod.ts";
import { ServerError } from "../../errors/mod.ts";
import type { AgentView } from "../views/mod.ts";
import { AgentServer } from "./agent_server.ts";

export interface ConnectServersOptions {
  /** Returns the connection options for a server, by its name. */
  toOptions(server: string): ConnectionOptions;
  view: AgentView;
  /** Reconnect for as long as the run lasts, instead of a few times. */
  isEndless: boolean;
  /** Aborted to end the program at once. */
  abort: AbortSignal;
}

/**
 * Connects to servers, all at the same time. An unreachable server is reported and skipped, if another one can be reached.
 *
 * @throws {ServerError} The first server's, if none can be reached.
 */
export async function connectServers(
  sources: readonly ServerSource[],
  options: ConnectServersOptions,
): Promise<AgentServer[]> {
  const { view, abort } = options;
  const attempts = await Promise.allSettled(sources.map((source) => connect(source, options)));
  const servers = attempts.flatMap((attempt) => attempt.status === "fulfilled" ? [attempt.value] : []);
  for (const [index, attempt] of attempts.entries()) {
    if (attempt.status === "fulfilled") continue;
    const error: unknown = attempt.reason;
    if (servers.length === 0 || abort.aborted || !(error instanceof ServerError)) {
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
      throw error;
    }
    const { message, remarks } = error;
    view.show({ type: "server", server: sources[index]!.name, state: "lost", message, remarks });
  }
  return servers;
}

async function connect(
  source: ServerSource,
  { toOptions, isEndless, abort }: ConnectServersOptions,
): Promise<AgentServer> {
  const { name, marksUntrustedText, isTrusted, onDisconnect } = source;
  const options = toOptions(name);
  const open = (signal: AbortSignal) => Connection.open(name, () => source.openTransport(signal), options);
  const create = isEndless ? createEndlessReconnection : createReconnection;
  const reconnection = create(onDisconnect, (signal) => openUntilAborted(signal, abort, open));
  return new AgentServer(await open(abort), { name, marksUntrustedText, isTrusted, reconnection });
}

/** Opens a connection. `signal` cancels only the opening; `abort` also ends the open connection. */
async function openUntilAborted(
  signal: AbortSignal,
  abort: AbortSignal,
  open: (abort: AbortSignal) => Promise<Connection>,
): Promise<Connection> {
  const controller = new AbortController();
  const cancel = () => controller.abort();
  signal.addEventListener("abort", cancel);
  try {
    return await open(AbortSignal.any([abort, controller.signal]));
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}
