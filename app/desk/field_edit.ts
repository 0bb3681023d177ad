/** Edits several fields of a record, of which someone else may change some in the meantime. */

import type { FormValues } from "./drafts.ts";
import { isStale } from "./refusals.ts";

/** A record as a form shows it. */
export interface EditedState {
  revision: number;
  values: FormValues;
}

export interface FieldEditOptions {
  /** The record as the person sees it. */
  start: EditedState;
  /** Reads the record again. */
  read(): Promise<EditedState>;
  /** Changes fields of the record at a revision. */
  write(changes: FormValues, revision: number): Promise<unknown>;
}

/** Writes only the fields that the person has changed. */
export class FieldEdit {
  /** The newest state that the person has seen. */
  #seen: EditedState;

  constructor(private readonly options: FieldEditOptions) {
    this.#seen = options.start;
  }

  /**
   * Saves the values.
   *
   * @returns The fields that someone else has changed too. With the next call, the person's values replace them.
   * @throws {ToolError} If the server refuses.
   * @throws {BridgeError} If it was not reached.
   */
  async save(values: FormValues): Promise<FormValues | undefined> {
    const { start, read, write } = this.options;
    const changed = Object.entries(values).filter(([name, value]) => value !== start.values[name]);
    if (changed.length === 0) return undefined;
    for (;;) {
      try {
        await write(Object.fromEntries(changed), this.#seen.revision);
        return undefined;
      } catch (error) {
        if (!isStale(error)) throw error;
      }
      const [before, now] = [this.#seen.values, (this.#seen = await read()).values];
      const others = changed.filter(([name, value]) => now[name] !== before[name] && now[name] !== value);
      if (others.length > 0) return Object.fromEntries(others.map(([name]) => [name, now[name] ?? ""]));
    }
  }
}
