import { Connection, type ConnectionOptions, createReconnection } from "../../connection/mod.ts";
import { ServerError } from "../../errors/mod.ts";
import type { ServerSource } from "../../configuration/mod.ts";
import { AgentServer } from "./agent_server.ts";
import type { AgentView } from "../views/mod.ts";

/**
 * Connects to servers, all at once. One that can't be reached is left out, for people to see, as long as another can.
 *
 * @param hostFor Whom each server gets to see, by the server's name.
 * @param hurry Aborted when this program must end at once.
 * @throws {ServerError} The first one's, when none can be reached.
 */
export async function connectServers(
  sources: readonly ServerSource[],
  hostFor: (server: string) => ConnectionOptions,
  view: AgentView,
  hurry: AbortSignal,
): Promise<AgentServer[]> {
  const attempts = await Promise.allSettled(sources.map((source) => connect(source, hostFor(source.name), hurry)));
  const servers = attempts.flatMap((attempt) => attempt.status === "fulfilled" ? [attempt.value] : []);
  for (const [index, attempt] of attempts.entries()) {
    if (attempt.status === "fulfilled") continue;
    const failure: unknown = attempt.reason;
    if (servers.length === 0 || hurry.aborted || !(failure instanceof ServerError)) {
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
      throw failure;
    }
    const { message, remarks } = failure;
    view.show({ type: "server", server: sources[index]!.name, state: "lost", message, remarks });
  }
  return servers;
}

async function connect(source: ServerSource, host: ConnectionOptions, hurry: AbortSignal): Promise<AgentServer> {
  const { name, marksText, whenLost } = source;
  const open = (signal: AbortSignal) => Connection.open(name, () => source.reach(signal), host);
  const reopening = createReconnection(whenLost, (signal) => openUntilAborted(signal, hurry, open));
  return new AgentServer(await open(hurry), { name, marksUntrustedText: marksText, reconnection: reopening });
}

/** Opens a connection that `signal` ends while it isn't open yet, and `hurry` at any time. */
async function openUntilAborted(
  signal: AbortSignal,
  hurry: AbortSignal,
  open: (hurry: AbortSignal) => Promise<Connection>,
): Promise<Connection> {
  const opening = new AbortController();
  const giveUp = () => opening.abort();
  signal.addEventListener("abort", giveUp);
  try {
    return await open(AbortSignal.any([hurry, opening.signal]));
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}
