/** Third-party servers, in the versions of the lock file. */

import { fileURLToPath } from "node:url";
import config from "../../../deno.json" with { type: "json" };
import { findFreePort } from "../../../scripts/find_free_port.ts";
import type { TemporaryFolder } from "../temporary_folder.ts";

const EVERYTHING = config.imports["@modelcontextprotocol/server-everything"];
const CONFIG = fileURLToPath(new URL("../../../deno.json", import.meta.url));
const ARTICLE = fileURLToPath(new URL("../../../bench/peers/article/server.py", import.meta.url));

/** Returns the arguments of deno that start the reference server with every feature. */
function getEverythingArguments(transport: "stdio" | "streamableHttp"): string[] {
  return ["run", "-A", "--quiet", "--config", CONFIG, EVERYTHING, transport];
}

/** Writes a host's configuration file with the server `everything`, and returns its path. */
export async function writeEverythingConfig(folder: TemporaryFolder): Promise<string> {
  const everything = { command: Deno.execPath(), args: getEverythingArguments("stdio") };
  await Deno.writeTextFile(folder.file("mcp.json"), JSON.stringify({ mcpServers: { everything } }));
  return folder.file("mcp.json");
}

/** The same server over HTTP. Disposing of it stops it. */
export class EverythingOverHttp implements AsyncDisposable {
  readonly url: string;
  readonly #process: Deno.ChildProcess;
  readonly #heard: Promise<void>;

  private constructor(process: Deno.ChildProcess, port: number) {
    this.#process = process;
    this.url = `http://127.0.0.1:${port}/mcp`;
    this.#heard = process.stdout.pipeTo(new WritableStream());
  }

  static async start(): Promise<EverythingOverHttp> {
    const port = findFreePort();
    const env = { PORT: String(port) };
    const command = new Deno.Command(Deno.execPath(), {
      args: getEverythingArguments("streamableHttp"),
      env,
      ...PIPED,
    });
    const process = command.spawn();
    const server = new EverythingOverHttp(process, port);
    for await (const text of process.stderr.pipeThrough(new TextDecoderStream()).values({ preventCancel: true })) {
      if (text.includes("listening on port")) return server;
    }
    throw new Error("The server ended before it listened.");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill("SIGKILL");
    await Promise.all([this.#process.status, this.#heard]);
  }
}

const PIPED = { stdin: "null", stdout: "piped", stderr: "piped" } as const;

/** A Python with the packages of `bench/peers/article/requirements.txt`, if there is one. */
const python = Deno.env.get("ARTICLE_PYTHON");

export const hasArticle = python !== undefined;

/** The name of the article's own server in test names. */
export const articleTestName = hasArticle
  ? "the article's own server"
  : "the article's own server (skipped: ARTICLE_PYTHON does not name a Python with its packages)";

/** Returns the command line of the article's own server, with the current Python SDK. */
export function getArticleCommandLine(): string {
  return `'${python}' '${ARTICLE}'`;
}
