/** The names of views for people. */

import type { View } from "../desk/mod.ts";
import type { FirstWords } from "../words/mod.ts";

export function getViewName({ name, isCustom }: View, words: FirstWords): string {
  return isCustom ? name : words.views[name] ?? name;
}
