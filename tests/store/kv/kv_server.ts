/** A real KV Connect server: the program `denokv`, at the path in `DENOKV` or at its default path. */

import { fileURLToPath } from "node:url";
import { findFreePort } from "../../../scripts/find_free_port.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";
import { until } from "../../until.ts";

const PROGRAM = Deno.env.get("DENOKV") ?? fileURLToPath(new URL("../../../../shared/bin/denokv", import.meta.url));
const IS_THERE = await Deno.stat(PROGRAM).then(({ isFile }) => isFile, () => false);

/** The access token of the servers. It needs at least twelve characters. */
export const ACCESS_TOKEN = "a-token-for-tests";

/** Returns the path of the program; undefined if it is not there. */
export function findServerProgram(): string | undefined {
  return IS_THERE ? PROGRAM : undefined;
}

/** Registers a test that needs a server. Without one it is ignored, and its name says so. */
export function testWithServer(name: string, test: () => Promise<void>): void {
  const reason = IS_THERE ? "" : " (ignored: no denokv, set DENOKV to its path)";
  // After a timeout, Deno's client keeps the operation until the server is back, or for ever.
  Deno.test(name + reason, { ignore: !IS_THERE, sanitizeOps: false, sanitizeResources: false }, test);
}

/** A KV Connect server with an empty database. */
export class KvServer implements AsyncDisposable {
  readonly #folder: TemporaryFolder;
  readonly #address: string;
  #process: Deno.ChildProcess | undefined;

  private constructor(folder: TemporaryFolder, address: string) {
    this.#folder = folder;
    this.#address = address;
  }

  /** Starts a server, and sets its access token in this process. */
  static async start(): Promise<KvServer> {
    const server = new KvServer(await TemporaryFolder.create(), `127.0.0.1:${findFreePort()}`);
    Deno.env.set("DENO_KV_ACCESS_TOKEN", ACCESS_TOKEN); // Deno KV reads it; every test sets the same
    await server.restart();
    return server;
  }

  get url(): string {
    return `http://${this.#address}`;
  }

  /** Kills the server, as a power cut would. */
  async kill(): Promise<void> {
    this.#process?.kill("SIGKILL");
    await this.#process?.status;
    this.#process = undefined;
  }

  /** Restarts the server, at the same address and on the same database. */
  async restart(token = ACCESS_TOKEN): Promise<void> {
    await this.kill();
    const args = [
      "--sqlite-path",
      this.#folder.file("kv.db"),
      "serve",
      "--access-token",
      token,
      "--addr",
      this.#address,
    ];
    this.#process = new Deno.Command(PROGRAM, { args, stdout: "null", stderr: "null" }).spawn();
    await until(() => isReachable(this.url), "denokv responds");
  }

  /** Freezes the server: connections stay open, but get no response. */
  freeze(): void {
    this.#process?.kill("SIGSTOP");
  }

  thaw(): void {
    this.#process?.kill("SIGCONT");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await this.#folder[Symbol.asyncDispose]();
  }
}

function isReachable(url: string): Promise<boolean> {
  return fetch(url).then((response) => response.body?.cancel()).then(() => true, () => false);
}
