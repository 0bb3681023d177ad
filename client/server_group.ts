import { Connection, type Host } from "./connection.ts";
import type { ServerCommand } from "./server_command.ts";
import { ServerProcess } from "./server_process.ts";
import { StdioTransport } from "./stdio_transport.ts";

/** Servers that run as child processes, and the connections to them. All are ended when the group is disposed of. */
export class ServerGroup implements AsyncDisposable {
  private constructor(readonly connections: readonly Connection[]) {}

  /**
   * Starts servers, all at once, and connects to them. Where one fails, none stays.
   *
   * @param ending Aborted when this program is told to end: the servers then end too, in a hurry.
   * @throws {ServerFailure} For the first that fails.
   */
  static async start(commands: readonly ServerCommand[], host: Host, ending: AbortSignal): Promise<ServerGroup> {
    const failed = new AbortController();
    const hurry = AbortSignal.any([ending, failed.signal]);
    const starts = commands.map((command) => startServer(command, host, hurry));
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

function startServer(command: ServerCommand, host: Host, hurry: AbortSignal): Promise<Connection> {
  return Connection.open(command.name, () => new StdioTransport(new ServerProcess(command, hurry)), host);
}
