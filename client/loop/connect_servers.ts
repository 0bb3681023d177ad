import { Connection, type Host } from "../connection.ts";
import { ServerFailure } from "../server_failure.ts";
import type { ServerSource } from "../server_source.ts";
import { AgentServer } from "./agent_server.ts";
import type { AgentView } from "./events.ts";
import { patientlyReopen } from "./reopening.ts";

/**
 * Connects to servers, all at once. One that can't be reached is left out, for people to see, as long as another can.
 *
 * @param hostFor Whom each server gets to see, by the server's name.
 * @param hurry Aborted when this program must end at once.
 * @throws {ServerFailure} The first one's, when none can be reached.
 */
export async function connectServers(
  sources: readonly ServerSource[],
  hostFor: (server: string) => Host,
  view: AgentView,
  hurry: AbortSignal,
): Promise<AgentServer[]> {
  const attempts = await Promise.allSettled(sources.map((source) => connect(source, hostFor(source.name), hurry)));
  const servers = attempts.flatMap((attempt) => attempt.status === "fulfilled" ? [attempt.value] : []);
  for (const [index, attempt] of attempts.entries()) {
    if (attempt.status === "fulfilled") continue;
    const failure: unknown = attempt.reason;
    if (servers.length === 0 || hurry.aborted || !(failure instanceof ServerFailure)) {
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
      throw failure;
    }
    const { message, remarks } = failure;
    view.show({ type: "server", server: sources[index]!.name, state: "lost", message, remarks });
  }
  return servers;
}

async function connect(source: ServerSource, host: Host, hurry: AbortSignal): Promise<AgentServer> {
  const { name, marksText, reopens } = source;
  const open = () => Connection.open(name, () => source.reach(hurry), host);
  const reopen = reopens ? (signal: AbortSignal) => patientlyReopen(open, signal) : undefined;
  return new AgentServer(await open(), { name, marksText, reopen });
}
