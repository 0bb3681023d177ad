import { AgentError, ServerError } from "../../errors/mod.ts";
import type { AgentServer } from "../servers/mod.ts";
import { parseContents } from "./contents.ts";
import { WatchedResource } from "./watched_resource.ts";

/** The URIs of this program's views begin with it. */
const VIEWS = "ticket://view/";

/**
 * Finds the resources to watch on the servers.
 *
 * @param names Each the name of a view, or a URI.
 * @throws {AgentError} If no server can read one of them, with the reasons as remarks.
 */
export async function findResources(
  names: readonly string[],
  servers: readonly AgentServer[],
): Promise<WatchedResource[]> {
  const found = await Promise.all(names.map((name) => findResource(name, servers)));
  const byPlace = new Map(found.map((resource) => [`${resource.server.name}\n${resource.uri}`, resource]));
  return [...byPlace.values()];
}

async function findResource(name: string, servers: readonly AgentServer[]): Promise<WatchedResource> {
  const uris = [...URL.canParse(name) ? [name] : [], toViewUri(name)];
  const reasons: string[] = [];
  for (const server of servers.filter(({ connection }) => connection.offers("resources"))) {
    for (const uri of uris) {
      try {
        const contents = parseContents(await server.connection.read(uri, "refresh"));
        // Changes are reported under the name that the settings have, in their case.
        return new WatchedResource(server, contents.view === undefined ? uri : toViewUri(contents.view), contents);
      } catch (error) {
        if (!(error instanceof ServerError)) throw error;
        reasons.push(error.message);
      }
    }
  }
  throw new AgentError(
    `--watch ${name}: no connected server has this view or resource. Name one that a server lists, such as overdue.`,
    reasons,
  );
}

function toViewUri(name: string): string {
  return VIEWS + encodeURIComponent(name);
}
