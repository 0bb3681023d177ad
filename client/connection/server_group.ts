import type { ConnectionOptions } from "./connection.ts";
import { type ConnectionContext, ReconnectingConnection } from "./reconnecting_connection.ts";
import type { ServerSource } from "../configuration/mod.ts";

/** Connections to several servers, which are closed together. */
export class ServerGroup implements AsyncDisposable {
  private constructor(readonly connections: readonly ReconnectingConnection[]) {}

  /**
   * Connects to all servers in parallel, and starts those that need it. If one fails, the others are closed again.
   *
   * @param createOptions Returns the options for a server, by its name.
   * @param context Its `shutdown` signal also stops the servers.
   * @throws {ServerError} The error of the first server that fails.
   */
  static async start(
    sources: readonly ServerSource[],
    createOptions: (server: string) => ConnectionOptions,
    context: ConnectionContext,
  ): Promise<ServerGroup> {
    const failed = new AbortController();
    const shutdown = AbortSignal.any([context.shutdown, failed.signal]);
    const starts = sources.map((source) => {
      return ReconnectingConnection.open(source, createOptions(source.name), { ...context, shutdown });
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
