/** The custom fields of the desk's settings. */

import type { SettingValues } from "./settings.ts";

export interface CustomField {
  /** `text`, `number`, `boolean`, `date` or `choice`. One of a later version is edited as a text. */
  type: string;
  choices?: readonly string[];
  required?: boolean;
  description?: string;
}

/** Lists the fields by name, in the order of the settings. */
export function listFields(values: SettingValues | null): Readonly<Record<string, CustomField>> {
  return (values?.fields ?? {}) as Record<string, CustomField>;
}
