/** English. */

export { en, type Words } from "./en.ts";
export type { enChanges } from "./en_changes.ts";
export type { enForms } from "./en_forms.ts";
export type { enPlaces } from "./en_places.ts";
