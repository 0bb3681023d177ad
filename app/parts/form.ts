/** A form in a dialog. What a person has typed is kept until it is saved, even when the dialog is closed. */

import type { FormValues } from "../desk/mod.ts";

export interface FormField {
  name: string;
  label: string;
  /** `page` is a long text (default: `line`). */
  kind?: "line" | "email" | "text" | "page" | "time" | "date" | "choice";
  /** The value before the person types. */
  value?: string;
  hint?: string;
  /** The server's name for it (default: the name). */
  argument?: string;
  isRequired?: boolean;
  /** Values and names of a `choice`. */
  options?: readonly Option[];
  /** Finds values for the start of a text. The person may type others. */
  suggest?(text: string): Promise<readonly Option[]>;
}

export type Option = readonly [value: string, name: string];

export interface FormRequest {
  /** Texts that were not saved are found under this name. */
  key: string;
  title: string;
  /** The name of what the form is about. */
  about?: string;
  fields: readonly FormField[];
  submit: string;
  /** The failure of an earlier attempt. */
  failure?: unknown;
  /**
   * Saves the values.
   *
   * @returns The values that someone else has changed in the meantime.
   * @throws {Error} If they cannot be saved, in words for the person.
   */
  run(values: FormValues): Promise<FormValues | void> | void;
}
