/** A list to search in, and one record of it that is open. */

import { batch, signal } from "@preact/signals";
import { type Bridge, ToolError } from "../bridges/bridge.ts";
import type { Notices } from "./notices.ts";
import type { LoadState } from "./queue.ts";

/** A part of a list. */
export interface DirectoryPage<Row> {
  rows: readonly Row[];
  cursor: string | null;
  /** Sentences about damaged records. */
  damaged?: readonly string[] | undefined;
}

/** Finds and opens records. */
export abstract class Directory<Row, Opened extends Row = Row> {
  readonly state = signal<LoadState | "missing">("loading");
  readonly error = signal<unknown>(null);
  readonly list = signal<readonly Row[]>([]);
  readonly damaged = signal<readonly string[]>([]);
  readonly cursor = signal<string | null>(null);
  readonly opened = signal<Opened | null>(null);
  #generation = 0;

  constructor(protected readonly bridge: Bridge, protected readonly notices: Pick<Notices, "fail">) {}

  /** Reads a page of the list. */
  protected abstract find(query: string, cursor?: string): Promise<DirectoryPage<Row>>;

  search(query: string): Promise<void> {
    return this.load(async () => {
      const { rows, cursor, damaged = [] } = await this.find(query);
      return () => {
        this.list.value = rows;
        this.damaged.value = damaged;
        this.cursor.value = cursor;
      };
    }, "failed");
  }

  /** Adds the next page of the list. A failure is shown to the person. */
  async searchMore(query: string): Promise<void> {
    const generation = this.#generation;
    const page = await this.find(query, this.cursor.value ?? undefined).catch((error) => this.notices.fail(error));
    if (page === undefined || generation !== this.#generation) return;
    const { rows, cursor, damaged = [] } = page;
    batch(() => {
      this.list.value = [...this.list.value, ...rows];
      this.damaged.value = [...new Set([...this.damaged.value, ...damaged])];
      this.cursor.value = cursor;
    });
  }

  /**
   * Runs `read`, and then what it returns, unless something else was requested in the meantime.
   *
   * @param refused The state after a refusal of the server: of one record, that it is missing.
   */
  protected async load(read: () => Promise<() => void>, refused: "missing" | "failed" = "missing"): Promise<void> {
    const generation = ++this.#generation;
    this.state.value = "loading";
    try {
      const show = await read();
      if (generation !== this.#generation) return;
      batch(() => {
        show();
        this.state.value = "ready";
      });
    } catch (error) {
      if (generation !== this.#generation) return;
      batch(() => {
        this.error.value = error;
        this.state.value = error instanceof ToolError ? refused : "failed";
      });
    }
  }
}
