/** Drafts that the desk keeps, where the page has no storage: in hosts. */

import { type Bridge, BridgeError } from "../bridges/bridge.ts";

/** A draft as the desk keeps it. */
export interface KeptDraft {
  /** Such as `ticket 42`. */
  name: string;
  /** The ticket that it is about. */
  ticket_id?: string;
  /** Null once it was sent or emptied. */
  content: unknown;
}

/** In milliseconds after the last key, and after a lost connection. */
const DELAYS = { key: 400, retry: 5_000 };

/** Reads and writes the drafts of the person. */
export class KeptDrafts {
  readonly #changed = new Map<string, KeptDraft>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWriting = false;
  readonly #bridge: Pick<Bridge, "call">;
  readonly #delays;

  constructor(bridge: Pick<Bridge, "call">, delays = DELAYS) {
    this.#bridge = bridge;
    this.#delays = delays;
  }

  /**
   * Reads all drafts.
   *
   * @throws {ToolError} If the server does not keep drafts.
   * @throws {BridgeError} If it was not reached.
   */
  async read(): Promise<KeptDraft[]> {
    const texts = new Map<string, string>();
    let cursor: string | null = null;
    do {
      const page: { drafts: { name: string; content: string }[]; cursor: string | null } = await this.#bridge.call(
        "list_drafts",
        { ...cursor !== null && { cursor } },
      );
      for (const { name, content } of page.drafts) texts.set(name, (texts.get(name) ?? "") + content);
      cursor = page.cursor;
    } while (cursor !== null);
    return [...texts].map(([name, content]) => ({ name, content: JSON.parse(content) }));
  }

  /** Keeps a draft once the person stops typing. */
  keep(draft: KeptDraft): void {
    this.#changed.set(draft.name, draft);
    this.#start(this.#delays.key);
  }

  #start(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#write(), delay);
  }

  /** Writes one after the other, so that the last text of a draft is the one that stays. */
  async #write(): Promise<void> {
    if (this.#isWriting) return;
    this.#isWriting = true;
    let isLost = false;
    for (const draft of [...this.#changed.values()]) {
      this.#changed.delete(draft.name);
      isLost = !await this.#save(draft) || isLost;
    }
    this.#isWriting = false;
    if (this.#changed.size > 0) this.#start(isLost ? this.#delays.retry : this.#delays.key);
  }

  /** @returns False if the connection was lost: the draft waits, unless the person has changed it again. */
  async #save(draft: KeptDraft): Promise<boolean> {
    const { content, ...rest } = draft;
    try {
      await this.#bridge.call("save_draft", { ...rest, ...content !== null && { content: JSON.stringify(content) } });
    } catch (error) {
      const isLost = error instanceof BridgeError && (error.failure === "offline" || error.failure === "busy");
      if (!isLost) return true; // it is too long, or there is no such tool: the page still has it
      if (!this.#changed.has(draft.name)) this.#changed.set(draft.name, draft);
      return false;
    }
    return true;
  }
}
