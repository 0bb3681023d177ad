/** Prepared servers with each entry of their lists once: hosts wait until this is loaded, and servers share most tools. */

import type { ServerName } from "../../definitions/mod.ts";
import type { PreparedServer } from "./prepared_server.ts";

const LISTS = ["tools", "prompts", "resources", "resourceTemplates"] as const;
type ListName = (typeof LISTS)[number];

/** The servers. Their lists have the places of their entries in `entries`. */
export interface PreparedServers {
  entries: readonly PreparedServer[ListName][number][];
  servers: Readonly<Record<ServerName, Omit<PreparedServer, ListName> & Record<ListName, readonly number[]>>>;
}

/** Replaces the entries of lists by their places, so that equal entries are one. */
export function packServers(servers: Readonly<Record<ServerName, PreparedServer>>): PreparedServers {
  const entries: PreparedServer[ListName][number][] = [];
  const places = new Map<string, number>();
  const toPlace = (entry: PreparedServer[ListName][number]): number => {
    const text = JSON.stringify(entry);
    const place = places.get(text) ?? entries.push(entry) - 1;
    places.set(text, place);
    return place;
  };
  const pack = (server: PreparedServer) => {
    const { tools, prompts, resources, resourceTemplates } = server;
    return {
      ...server,
      tools: tools.map(toPlace),
      prompts: prompts.map(toPlace),
      resources: resources.map(toPlace),
      resourceTemplates: resourceTemplates.map(toPlace),
    };
  };
  const packed = {
    desk: pack(servers.desk),
    tickets: pack(servers.tickets),
    customers: pack(servers.customers),
  };
  return { entries, servers: packed };
}

/** Returns a server with its lists. */
export function unpackServer({ entries, servers }: PreparedServers, name: ServerName): PreparedServer {
  const server = servers[name];
  const lists = LISTS.map((list) => [list, server[list].map((place) => entries[place])]);
  return { ...server, ...Object.fromEntries(lists) } as PreparedServer;
}
