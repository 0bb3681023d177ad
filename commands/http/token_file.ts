/** The token file, which may change while the server runs. */

import { type AccessToken, TokenAuthenticator } from "../../server/transports/http/mod.ts";
import type { Log } from "../output/mod.ts";
import { readText, warnAboutMode } from "./read_text.ts";
import { parseTokenList } from "./parse_token_list.ts";

/** The interval between checks for changes, in milliseconds. */
const POLL_INTERVAL = 1_000;

/** Authenticates by the tokens in a file, as of its last valid version. */
export class TokenFile {
  #isPolling = false;

  private constructor(
    private readonly path: string,
    readonly authenticator: TokenAuthenticator,
    private seen: string,
    private readonly log: Log,
  ) {}

  /**
   * Reads the file, and warns if other users can read it too.
   *
   * @throws {CommandError} If it cannot be read, or holds anything but tokens.
   */
  static async open(path: string, log: Log): Promise<TokenFile> {
    const state = await getFileState(path); // before reading, so that no change is missed
    return new TokenFile(path, new TokenAuthenticator(await readTokens(path, log)), state, log);
  }

  /**
   * Reloads the file whenever it changes.
   *
   * @param interval The interval between checks, in milliseconds.
   * @returns A function that stops this.
   */
  watch(interval = POLL_INTERVAL): () => void {
    const timer = setInterval(() => this.#poll(), interval);
    Deno.unrefTimer(timer);
    return () => clearInterval(timer);
  }

  async #poll(): Promise<void> {
    if (this.#isPolling) return;
    this.#isPolling = true;
    const state = await getFileState(this.path);
    if (state !== this.seen) {
      this.seen = state;
      await this.#reload();
    }
    this.#isPolling = false;
  }

  async #reload(): Promise<void> {
    const { path, log } = this;
    try {
      this.authenticator.replace(await readTokens(path, log));
      log.info("Reloaded the token file {path}.", { path });
    } catch (error) {
      log.warning("{message} The previous tokens stay valid.", { message: (error as Error).message });
    }
  }
}

async function readTokens(path: string, log: Log): Promise<AccessToken[]> {
  const text = await readText(path, "--token-file");
  await warnAboutMode(path, "--token-file", log);
  return parseTokenList(text, `--token-file ${path}`);
}

/** Summarizes the file's state. The text differs after every change. */
async function getFileState(path: string): Promise<string> {
  try {
    const { dev, ino, mtime, ctime, size } = await Deno.stat(path);
    return [dev, ino, mtime?.getTime(), ctime?.getTime(), size].join();
  } catch (error) {
    return (error as Error).name;
  }
}
