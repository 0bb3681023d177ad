/** Comments and forms that are not sent yet. They survive a reload, a crash, an expired token and signing out. */

import { batch, signal } from "@preact/signals";
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

const EMPTY: Draft = { kind: "reply", body: "" };

/** The kinds of texts in the storage. */
type Kind = "drafts" | "forms";
type Texts = Readonly<Record<string, unknown>>;

/** Keeps the drafts, by ticket, and the forms. In a browser they belong to a person: others who sign in do not see them. */
export class Drafts {
  readonly #drafts = signal<Readonly<Record<string, Draft>>>({});
  readonly #forms = signal<Readonly<Record<string, FormValues>>>({});
  /** Null while it is not known whose texts these are: they are in memory only. */
  #person: string | null = null;
  #kept: KeptDrafts | undefined;
  /** Texts that the storage did not take, by key. */
  readonly #refused = new Map<string, string>();

  /** @param storage Undefined where the browser has none: drafts then last as long as the page. */
  constructor(private readonly storage?: DraftStorage) {}

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
    this.#forms.value = { ...forms, ...this.#forms.value };
  }

  /** Shows the texts of a person, and adds what was typed before the name was known. */
  open(person: string): void {
    if (person === this.#person) return;
    const typed = this.#person === null ? { drafts: this.#drafts.peek(), forms: this.#forms.peek() } : {};
    this.#person = person;
    this.#takeEarlier(person);
    batch(() => {
      this.reload();
      for (const [id, draft] of Object.entries(typed.drafts ?? {})) this.set(id, join(this.get(id), draft));
      for (const [key, values] of Object.entries(typed.forms ?? {})) {
        this.setForm(key, { ...this.getForm(key), ...values });
      }
    });
  }

  /** Hides the texts until it is known who signs in. They stay where they are kept. */
  close(): void {
    this.#person = null;
    batch(() => [this.#drafts.value, this.#forms.value] = [{}, {}]);
  }

  /** Puts aside texts of versions that did not keep them by person: who signs in now may be someone else. */
  leaveEarlier(): void {
    this.#takeEarlier("");
  }

  /** Reads the drafts again, because another tab may have changed them. */
  reload(): void {
    if (this.#person === null) return;
    this.#drafts.value = this.#read("drafts", this.#person) as Record<string, Draft>;
    this.#forms.value = this.#read("forms", this.#person) as Record<string, FormValues>;
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
    const { [id]: _, ...others } = this.#drafts.peek();
    const isEmpty = isBlank(draft.body) && draft.kind === EMPTY.kind;
    this.#kept?.keep({ name: `ticket ${id}`, ticket_id: id, content: isEmpty ? null : draft });
    this.#drafts.value = isEmpty ? others : { ...others, [id]: draft };
    this.#store("drafts", this.#drafts.peek());
  }

  remove(id: string): void {
    this.set(id, EMPTY);
  }

  /** Returns the texts of a form that was not sent. */
  getForm(key: string): FormValues | undefined {
    return this.#forms.value[key];
  }

  /** @param values Null once they are saved. */
  setForm(key: string, values: FormValues | null): void {
    this.reload();
    const { [key]: _, ...others } = this.#forms.peek();
    this.#forms.value = values === null ? others : { ...others, [key]: values };
    const ticket_id = /^\w+ (\d+)$/.exec(key)?.[1];
    this.#kept?.keep({ name: `form ${key}`, content: values, ...ticket_id !== undefined && { ticket_id } });
    this.#store("forms", this.#forms.peek());
  }

  #read(kind: Kind, person?: string): Texts {
    const key = toKey(kind, person);
    try {
      return JSON.parse(this.#refused.get(key) ?? this.storage?.getItem(key) ?? "{}");
    } catch {
      return {}; // unreadable drafts cannot be shown
    }
  }

  #store(kind: Kind, texts: Texts, person = this.#person): void {
    if (person === null) return;
    const [key, text] = [toKey(kind, person), JSON.stringify(texts)];
    this.#refused.set(key, text);
    try {
      if (this.storage === undefined) return;
      this.storage.setItem(key, text);
      this.#refused.delete(key);
    } catch {
      // the storage is full or blocked: kept in memory
    }
  }

  /** Gives the texts of earlier versions to a person. */
  #takeEarlier(person: string): void {
    for (const kind of ["drafts", "forms"] as const) {
      const earlier = this.#read(kind);
      if (Object.keys(earlier).length === 0) continue;
      this.#store(kind, { ...earlier, ...this.#read(kind, person) }, person);
      this.storage?.removeItem(toKey(kind));
    }
  }
}

/** @param person Undefined for the texts of earlier versions. */
function toKey(kind: Kind, person?: string): string {
  return person === undefined ? `support-mcp ${kind}` : `support-mcp ${kind} of ${person}`;
}

/** Adds a text to a draft that was there before. */
function join(before: Draft, { kind, body }: Draft): Draft {
  return { kind, body: [before.body, body].filter((text) => !isBlank(text)).join("\n\n") };
}
