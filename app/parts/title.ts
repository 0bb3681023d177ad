/** The title of the page, which browsers show on its tab. */

import type { Desk } from "../desk/mod.ts";
import type { FirstWords } from "../words/mod.ts";
import { getViewName } from "./view_names.ts";

/** Characters that would let a subject turn the order of what follows on the tab. */
const DIRECTIONS = /[\u202A-\u202E\u2066-\u2069]/g;

/** Names the place first, because a narrow tab shows only the start. */
export function formatTitle(desk: Desk, words: FirstWords): string {
  if (desk.session.state.value !== "ready") return words.desk;
  return `${getPlaceName(desk, words).replaceAll(DIRECTIONS, "")} · ${words.desk}`;
}

function getPlaceName({ route: { value: route }, queue, opened, places }: Desk, words: FirstWords): string {
  switch (route.place) {
    case "queue":
      return getViewName(queue.view.value, words);
    case "ticket":
      return `#${route.id} ${opened.value?.ticket.value?.subject ?? ""}`.trim();
    case "customer":
      return places.value?.customers.opened.value?.name || route.email;
    case "article":
      return places.value?.knowledge.opened.value?.title ?? route.id;
    default:
      return words.places[route.place];
  }
}
