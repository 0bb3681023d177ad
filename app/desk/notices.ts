/** Short messages about what happened. */

import { signal } from "@preact/signals";
import { BridgeError, ToolError } from "../bridges/bridge.ts";
import { findReason } from "./refusals.ts";

export interface Notice {
  id: number;
  kind: "done" | "failed" | "waits";
  text: string;
  /** The reason of a failure, which views word for the person in place of the text. */
  error?: unknown;
  /** The change that is not saved. */
  change?: UnsavedChange;
  /** The id of the approval that the change waits as. */
  approval?: string;
  /** The fields of a ticket that were changed. */
  about?: { id: string; fields: readonly string[] };
  action?: { label: "undo" | "retry" | "resend"; run(): void };
}

export interface UnsavedChange {
  /** The id of the ticket. */
  id: string;
  fields: readonly string[];
  /** The same for every attempt. */
  key: string;
}

/** The time that messages which need no attention are shown, in milliseconds. */
export const NOTICE_TIME = 6_000;

/** The maximum number of messages at a time that need no attention. */
const LIMIT = 3;

/** Shows messages until they are dismissed. Views dismiss those that need no attention after `NOTICE_TIME`. */
export class Notices {
  readonly list = signal<readonly Notice[]>([]);
  #nextId = 0;

  /** Adds a message. A success takes the place of refusals: what was refused is corrected, or no longer wanted. */
  add(notice: Omit<Notice, "id">): void {
    if (notice.kind === "done") this.settle();
    const isSame = (other: Notice) => notice.kind !== "done" && other.kind === notice.kind && isEqual(other, notice);
    const list = [...this.list.value.filter((other) => !isSame(other)), { ...notice, id: ++this.#nextId }];
    const done = list.filter(({ kind }) => kind === "done").slice(0, -LIMIT);
    this.list.value = list.filter((other) => !done.includes(other));
  }

  /** Says what was done. @param about A newer change of the same replaces the message. */
  offerUndo(text: string, run: false | (() => void), about?: Notice["about"]): void {
    this.add({ kind: "done", text, ...about && { about }, ...run && { action: { label: "undo", run } } });
  }

  /** Reports a failure. The page for signing in says that a token has ended. */
  fail(error: unknown, retry?: () => void): void {
    const waiting = findReason(error, "waits_for_approval");
    if (waiting !== undefined) return this.add({ kind: "waits", text: "", approval: waiting.id });
    if (error instanceof BridgeError && error.failure === "token") return;
    const text = error instanceof ToolError || error instanceof BridgeError ? error.message : String(error);
    const action = retry && { label: "retry" as const, run: retry };
    this.add({ kind: "failed", text: shorten(text), error, ...action && { action } });
  }

  /** Reports a change that is not saved. @param resend Undefined if it would be refused again. */
  failChange(error: unknown, change: UnsavedChange, resend?: () => void): void {
    if (findReason(error, "waits_for_approval") !== undefined) return this.fail(error);
    const text = shorten(String((error as Error).message));
    const action = resend && { label: "resend" as const, run: resend };
    this.add({ kind: "failed", text, error, change, ...action && { action } });
  }

  /** Dismisses refusals after a success. A change that is not saved stays until it is. @param key That of the change which is saved. */
  settle(key?: string): void {
    const isSettled = ({ kind, action, change }: Notice) =>
      kind === "failed" && (action === undefined || change !== undefined && change.key === key);
    this.list.value = this.list.value.filter((notice) => !isSettled(notice));
  }

  /** Dismisses the offers to undo a change of a ticket that a newer one replaces. @param fields Undefined for all. */
  dismissOlder(id: string, fields?: readonly string[]): void {
    const isOlder = ({ about }: Notice) =>
      about?.id === id && (fields === undefined || about.fields.some((field) => fields.includes(field)));
    this.list.value = this.list.value.filter((notice) => !isOlder(notice));
  }

  dismiss(id: number): void {
    this.list.value = this.list.value.filter((notice) => notice.id !== id);
  }
}

function isEqual(one: Omit<Notice, "id">, other: Omit<Notice, "id">): boolean {
  return one.text === other.text && one.approval === other.approval && one.change?.key === other.change?.key;
}

function shorten(text: string): string {
  return text.length > 300 ? `${text.slice(0, 299)}…` : text;
}
