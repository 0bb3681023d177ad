/** Comments and forms that are not sent yet. They survive a reload, a crash and an expired token. */

import { signal } from "@preact/signals";
import type { KeptDrafts } from "./kept_drafts.ts";

export interface Draft {
  kind: "reply" | "note";
  body: string;
}

/** Checks whether a text shows nothing: spaces, and characters without a width. */
export function isBlank(text: string): boolean {
  return /^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(text);
}

/** The texts of a form, by field. */
export type FormValues = Readonly<Record<string, string>>;

/** The part of the browser's storage that drafts need. */
export type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const KEY = "support-mcp drafts";
const FORMS_KEY = "support-mcp forms";
const EMPTY: Draft = { kind: "reply", body: "" };

/** Keeps the drafts, by ticket. */
export class Drafts {
  readonly #drafts = signal<Readonly<Record<string, Draft>>>({});

  #forms: Readonly<Record<string, FormValues>> = {};
  #kept: KeptDrafts | undefined;

  /** @param storage Undefined where the browser has none: drafts then last as long as the page. */
  constructor(private readonly storage?: DraftStorage) {
    this.reload();
  }

  /** Takes the drafts that the desk keeps, and lets it keep those that change from now on. */
  async follow(kept: KeptDrafts): Promise<void> {
    this.#kept = kept;
    const read = await kept.read();
    const [drafts, forms]: [Record<string, Draft>, Record<string, FormValues>] = [{}, {}];
    for (const { name, content } of read) {
      const [kind, key] = [name.slice(0, name.indexOf(" ")), name.slice(name.indexOf(" ") + 1)];
      if (kind === "ticket") drafts[key] = content as Draft;
      if (kind === "form") forms[key] = content as FormValues;
    }
    this.#drafts.value = { ...drafts, ...this.#drafts.value }; // what was typed in the meantime is newer
    this.#forms = { ...forms, ...this.#forms };
  }

  /** Reads the drafts again, because another tab may have changed them. */
  reload(): void {
    if (this.storage === undefined) return;
    try {
      this.#drafts.value = JSON.parse(this.storage.getItem(KEY) ?? "{}");
      this.#forms = JSON.parse(this.storage.getItem(FORMS_KEY) ?? "{}");
    } catch {
      // unreadable drafts cannot be shown
    }
  }

  get(id: string): Draft {
    return this.#drafts.value[id] ?? EMPTY;
  }

  has(id: string): boolean {
    return this.#drafts.value[id] !== undefined;
  }

  /** Keeps a draft. An empty one is removed. */
  set(id: string, draft: Draft): void {
    this.reload();
    const { [id]: _, ...others } = this.#drafts.value;
    const isEmpty = isBlank(draft.body) && draft.kind === EMPTY.kind;
    this.#kept?.keep({ name: `ticket ${id}`, ticket_id: id, content: isEmpty ? null : draft });
    this.#save(isEmpty ? others : { ...others, [id]: draft });
  }

  remove(id: string): void {
    this.set(id, EMPTY);
  }

  /** Returns the texts of a form that was not sent. */
  getForm(key: string): FormValues | undefined {
    return this.#forms[key];
  }

  /** @param values Null once they are saved. */
  setForm(key: string, values: FormValues | null): void {
    this.reload();
    const { [key]: _, ...others } = this.#forms;
    this.#forms = values === null ? others : { ...others, [key]: values };
    const ticket_id = /^\w+ (\d+)$/.exec(key)?.[1];
    this.#kept?.keep({ name: `form ${key}`, content: values, ...ticket_id !== undefined && { ticket_id } });
    this.#store(FORMS_KEY, this.#forms);
  }

  #save(drafts: Readonly<Record<string, Draft>>): void {
    this.#drafts.value = drafts;
    this.#store(KEY, drafts);
  }

  #store(key: string, value: unknown): void {
    try {
      this.storage?.setItem(key, JSON.stringify(value));
    } catch {
      // the storage is full or blocked: kept in memory
    }
  }
}
