/** A program that serves over HTTP on a free local port. */

import { delay } from "../../base/timing/delay.ts";
import { findFreePort } from "../../scripts/find_free_port.ts";
import type { CommandLine } from "../programs/program.ts";

/** The interval between attempts to connect, in milliseconds. */
const POLL_INTERVAL_MS = 20;

export class HttpServer implements AsyncDisposable {
  private constructor(private readonly child: Deno.ChildProcess, readonly port: number) {}

  /**
   * Starts the program and waits until it listens.
   *
   * @param commandFor Returns the command line for a port.
   * @throws {Error} If it exits instead; its standard error is shown on ours.
   */
  static async start(commandFor: (port: number) => CommandLine): Promise<HttpServer> {
    const port = findFreePort();
    const { program, args } = commandFor(port);
    const child = new Deno.Command(program, { args: [...args], stdin: "null", stdout: "null" }).spawn();
    let ended = false;
    child.status.then(() => ended = true);
    while (!await isListening(port)) {
      if (ended) throw new Error(`${program} exited before it was listening: see its standard error above`);
      await delay(POLL_INTERVAL_MS);
    }
    return new HttpServer(child, port);
  }

  get pid(): number {
    return this.child.pid;
  }

  /** Stops the program and waits for its exit. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill("SIGTERM");
    await this.child.status;
  }
}

async function isListening(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch {
    return false;
  }
}
