/** Short messages about what happened. */

import { signal } from "@preact/signals";
import { BridgeError, ToolError } from "../bridges/bridge.ts";
import { findWaitingApproval } from "./refusals.ts";

export interface Notice {
  id: number;
  kind: "done" | "failed" | "waits";
  text: string;
  /** The id of the approval that the change waits as. */
  approval?: string;
  action?: { label: "undo" | "retry"; run(): void };
}

/** The time that messages which need no attention are shown, in milliseconds. */
export const NOTICE_TIME = 6_000;

/** The most messages at a time. */
const LIMIT = 3;

/** Shows messages until they are dismissed. Views dismiss those that need no attention after `NOTICE_TIME`. */
export class Notices {
  readonly list = signal<readonly Notice[]>([]);
  #nextId = 0;

  add(notice: Omit<Notice, "id">): void {
    this.list.value = [...this.list.value, { ...notice, id: ++this.#nextId }].slice(-LIMIT);
  }

  /** Reports a failure in words for a person. */
  fail(error: unknown, retry?: () => void): void {
    const approval = findWaitingApproval(error);
    if (approval !== undefined) return this.add({ kind: "waits", text: "", approval });
    const text = error instanceof ToolError || error instanceof BridgeError ? error.message : String(error);
    this.add({ kind: "failed", text: shorten(text), ...retry && { action: { label: "retry", run: retry } } });
  }

  dismiss(id: number): void {
    this.list.value = this.list.value.filter((notice) => notice.id !== id);
  }
}

function shorten(text: string): string {
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
