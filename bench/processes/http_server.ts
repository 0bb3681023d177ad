/** A program that serves over HTTP, on a free port of this machine. */

import { findFreePort } from "../../scripts/find_free_port.ts";
import type { CommandLine } from "../programs/program.ts";

/** How often it is tried whether the program listens. In milliseconds. */
const POLL_INTERVAL_MS = 20;

export class HttpServer implements AsyncDisposable {
  private constructor(private readonly child: Deno.ChildProcess, readonly port: number) {}

  /**
   * Starts the program and waits until it listens.
   *
   * @param commandFor The command line with which it listens on a port.
   * @throws {Error} When it ends instead; what it wrote to standard error shows on ours.
   */
  static async start(commandFor: (port: number) => CommandLine): Promise<HttpServer> {
    const port = findFreePort();
    const { program, args } = commandFor(port);
    const child = new Deno.Command(program, { args: [...args], stdin: "null", stdout: "null" }).spawn();
    let ended = false;
    child.status.then(() => ended = true);
    while (!await isListening(port)) {
      if (ended) throw new Error(`${program} ended before it listened; see above what it wrote to standard error`);
      await new Promise((resume) => setTimeout(resume, POLL_INTERVAL_MS));
    }
    return new HttpServer(child, port);
  }

  get pid(): number {
    return this.child.pid;
  }

  /** Asks it to end, and waits. */
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
