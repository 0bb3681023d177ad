/** English: the words of the second part of the page. */

export { enSecond, type SecondWords } from "./en_second.ts";
export type { enChanges } from "./en_changes.ts";
export type { enForms } from "./en_forms.ts";
export type { enPlaces } from "./en_places.ts";
