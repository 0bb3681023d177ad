import type { ServerSource } from "../../configuration/mod.ts";
import {
  Connection,
  type ConnectionOptions,
  createEndlessReconnection,
  createReconnection,
  isDisconnect,
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
  /** Aborted to give up on servers that do not answer yet (default: only `abort` does). */
  stop?: AbortSignal;
  /** Aborted to end the program at once. */
  abort: AbortSignal;
}

/** The servers that could be reached, and the errors of the others. */
export interface ConnectedServers {
  servers: AgentServer[];
  failures: ServerError[];
}

/**
 * Connects to servers, all at the same time. An unreachable server is reported and skipped, if another one can be reached.
 *
 * @throws {ServerError} If none can be reached: the first error that another attempt cannot fix, or else the first one.
 */
export async function connectServers(
  sources: readonly ServerSource[],
  options: ConnectServersOptions,
): Promise<ConnectedServers> {
  const { view, abort } = options;
  const attempts = await Promise.allSettled(sources.map((source) => connect(source, options)));
  const servers = attempts.flatMap((attempt) => attempt.status === "fulfilled" ? [attempt.value] : []);
  const errors = attempts.flatMap((attempt) => attempt.status === "rejected" ? [attempt.reason as unknown] : []);
  const failures = errors.filter((error) => error instanceof ServerError);
  if (errors.length > 0 && (servers.length === 0 || abort.aborted || failures.length < errors.length)) {
    await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
    throw errors.find((error) => !isAway(error, sources)) ?? errors[0];
  }
  for (const { server, message, remarks } of failures) {
    view.show({ type: "server", server, state: "lost", message, remarks });
  }
  return { servers, failures };
}

/** Returns whether a server is temporarily unavailable, so that another attempt may reach it: not if its program exits. */
export function isAway(error: unknown, sources: readonly ServerSource[]): boolean {
  return isDisconnect(error) && sources.some(({ name, onDisconnect }) => {
    return name === error.server && onDisconnect === "reconnect";
  });
}

async function connect(
  source: ServerSource,
  { toOptions, isEndless, abort, stop }: ConnectServersOptions,
): Promise<AgentServer> {
  const { name, marksUntrustedText, isTrusted, onDisconnect } = source;
  const options = toOptions(name);
  const open = (signal: AbortSignal) => Connection.open(name, () => source.openTransport(signal), options);
  const create = isEndless ? createEndlessReconnection : createReconnection;
  const reconnection = create(onDisconnect, (signal) => openUntilAborted(signal, abort, open));
  const connection = stop === undefined ? await open(abort) : await openUntilAborted(stop, abort, open);
  return new AgentServer(connection, { name, marksUntrustedText, isTrusted, reconnection });
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
