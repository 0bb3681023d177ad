import { Connection, type Host } from "./connection.ts";
import type { ServerSource } from "./server_source.ts";

/** Servers, and the connections to them. All are ended when the group is disposed of. */
export class ServerGroup implements AsyncDisposable {
  private constructor(readonly connections: readonly Connection[]) {}

  /**
   * Connects to servers, all at once, and starts them where need be. Where one fails, none stays.
   *
   * @param hostFor Whom each server gets to see, by the server's name.
   * @param ending Aborted when this program is told to end: the servers then end too, in a hurry.
   * @throws {ServerFailure} For the first that fails.
   */
  static async start(
    sources: readonly ServerSource[],
    hostFor: (server: string) => Host,
    ending: AbortSignal,
  ): Promise<ServerGroup> {
    const failed = new AbortController();
    const hurry = AbortSignal.any([ending, failed.signal]);
    const starts = sources.map((source) => {
      return Connection.open(source.name, () => source.reach(hurry), hostFor(source.name));
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
