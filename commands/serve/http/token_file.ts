/** The file of tokens, which may change while the server runs. */

import { type AccessToken, TokenAuthenticator } from "../../../server/transports/http/mod.ts";
import type { Log } from "../../output/log.ts";
import { readText } from "./read_text.ts";
import { parseTokenList } from "./parse_token_list.ts";

/** Of a file's mode: its group, and everybody. */
const READABLE_BY_OTHERS = 0o044;
/** How often it is looked whether the file has changed, in milliseconds. */
const POLL_INTERVAL = 1_000;

/** Lets in by the tokens that are in a file, or were when it could last be used. */
export class TokenFile {
  #looking = false;

  private constructor(
    private readonly path: string,
    readonly authenticator: TokenAuthenticator,
    private seen: string,
    private readonly log: Log,
  ) {}

  /**
   * Reads the file, and warns when others may read it too.
   *
   * @throws {Failure} When it can't be read, or holds anything but tokens.
   */
  static async open(path: string, log: Log): Promise<TokenFile> {
    const state = await getFileState(path); // before it is read, so that no change is missed
    return new TokenFile(path, new TokenAuthenticator(await readTokens(path, log)), state, log);
  }

  /**
   * Goes by what is in the file, whenever that changes.
   *
   * @param every How often it is looked, in milliseconds.
   * @returns Ends this.
   */
  watch(every = POLL_INTERVAL): () => void {
    const timer = setInterval(() => this.#look(), every);
    Deno.unrefTimer(timer);
    return () => clearInterval(timer);
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    const state = await getFileState(this.path);
    if (state !== this.seen) {
      this.seen = state;
      await this.#renew();
    }
    this.#looking = false;
  }

  async #renew(): Promise<void> {
    const { path, log } = this;
    try {
      this.authenticator.replace(await readTokens(path, log));
      log.info("Read the token file {path} again: it has changed.", { path });
    } catch (error) {
      log.warning("{message} What was in it before goes on to count.", { message: (error as Error).message });
    }
  }
}

async function readTokens(path: string, log: Log): Promise<AccessToken[]> {
  const text = await readText(path, "the token file");
  const { mode } = await Deno.stat(path);
  if (mode !== null && (mode & READABLE_BY_OTHERS) !== 0) {
    log.warning("Other users of this machine may read the token file {path}: chmod 600 it.", { path });
  }
  return parseTokenList(text, `The token file ${path}`);
}

/** What is other when the file is, or what is in it. */
async function getFileState(path: string): Promise<string> {
  try {
    const { dev, ino, mtime, ctime, size } = await Deno.stat(path);
    return [dev, ino, mtime?.getTime(), ctime?.getTime(), size].join();
  } catch (error) {
    return (error as Error).name;
  }
}
