import type { ConnectionOptions } from "./connection.ts";
import { type ConnectionContext, ReconnectingConnection } from "./reconnecting_connection.ts";
import type { ServerSource } from "../configuration/mod.ts";

/** Servers, and the connections to them. All are ended when the group is disposed of. */
export class ServerGroup implements AsyncDisposable {
  private constructor(readonly connections: readonly ReconnectingConnection[]) {}

  /**
   * Connects to servers, all at once, and starts them where need be. Where one fails, none stays.
   *
   * @param hostFor Whom each server gets to see, by the server's name.
   * @param surroundings `hurry` is aborted when this program is told to end: the servers then end too, at once.
   * @throws {ServerFailure} For the first that fails.
   */
  static async start(
    sources: readonly ServerSource[],
    hostFor: (server: string) => ConnectionOptions,
    surroundings: ConnectionContext,
  ): Promise<ServerGroup> {
    const failed = new AbortController();
    const hurry = AbortSignal.any([surroundings.hurry, failed.signal]);
    const starts = sources.map((source) => {
      return ReconnectingConnection.open(source, hostFor(source.name), { ...surroundings, hurry });
    });
    try {
      return new ServerGroup(await Promise.all(starts));
    } catch (error) {
      failed.abort();
      for (const start of await Promise.allSettled(starts)) {
        if (start.status === "fulfilled") await start.value.close();
      }
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.connections.map((connection) => connection.close()));
  }
}
