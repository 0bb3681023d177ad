/** Servers that others wrote, in the versions that this repository has locked. */

import { fileURLToPath } from "node:url";
import config from "../../../deno.json" with { type: "json" };
import { findFreePort } from "../../../scripts/find_free_port.ts";
import type { TemporaryFolder } from "../temporary_folder.ts";

const EVERYTHING = config.imports["@modelcontextprotocol/server-everything"];
const CONFIG = fileURLToPath(new URL("../../../deno.json", import.meta.url));
const ARTICLE = fileURLToPath(new URL("../../../bench/peers/article/server.py", import.meta.url));

/** How the reference server that does everything is started, as arguments of deno. */
function getEverythingArguments(transport: "stdio" | "streamableHttp"): string[] {
  return ["run", "-A", "--quiet", "--config", CONFIG, EVERYTHING, transport];
}

/** Writes a host's configuration file with the server `everything`; gives its path. */
export async function writeEverythingConfig(folder: TemporaryFolder): Promise<string> {
  const everything = { command: Deno.execPath(), args: getEverythingArguments("stdio") };
  await Deno.writeTextFile(folder.file("mcp.json"), JSON.stringify({ mcpServers: { everything } }));
  return folder.file("mcp.json");
}

/** The same server over HTTP. Disposing of it ends it. */
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

/** A python that has the packages of `bench/peers/article/requirements.txt`; there may be none. */
const python = Deno.env.get("ARTICLE_PYTHON");

export const hasArticle = python !== undefined;

/** For the name of a test that needs the article's own server. */
export const articleTestName = hasArticle
  ? "the article's own server"
  : "the article's own server (left out: ARTICLE_PYTHON names no python with its packages)";

/** The command line of the article's own server, on today's SDK for Python. */
export function getArticleCommandLine(): string {
  return `'${python}' '${ARTICLE}'`;
}
