/** The second part of the page in a host: the desk for the full screen. */

import { computed, effect, signal } from "@preact/signals";
import type { HostBridge } from "./bridges/host/mod.ts";
import { BUILT_IN_VIEWS, type CardTarget, Desk, parseRoute, type Route } from "./desk/mod.ts";
import { KeptDrafts, Places } from "./desk/second/mod.ts";
import { Later } from "./later/mod.ts";
import { explainError } from "./parts/explain_error.ts";
import type { PageState } from "./parts/page.ts";
import { Ui } from "./parts/ui.ts";
import { App } from "./views/app.tsx";
import { secondPart } from "./views/second_part.tsx";
import { getWords } from "./words/mod.ts";

/** Shows the desk, at the place of a card. */
export function openDesk(bridge: HostBridge, { locale, now }: PageState, target: CardTarget | null) {
  const desk = new Desk({ bridge, route: target === null ? parseRoute("") : toRoute(target) });
  desk.places.value = new Places(bridge, desk.notices, () => desk.refreshAll());
  const words = computed(() => getWords(locale.value));
  const ui = new Ui(desk, words, locale, Later.of(secondPart));
  effect(() => {
    desk.now.value = now.value;
  });
  document.addEventListener("click", (event) => followLink(event, desk));
  tellModel(bridge, desk);
  void desk.drafts.follow(new KeptDrafts(bridge)).catch(() => {}); // servers of earlier versions keep none
  void desk.start();
  return {
    Root: () => <App ui={ui} />,
    go: (target: CardTarget) => desk.go(toRoute(target)),
  };
}

/** Words a failure for people, in the language of a tag. */
export function explainFailure(error: unknown, locale: string): string {
  return explainError(error, getWords(locale)).text;
}

/** Tells the model what the person looks at. */
function tellModel(bridge: HostBridge, desk: Desk): void {
  const shown = signal("");
  effect(() => {
    const { value: route } = desk.route;
    const isFull = bridge.context.value.displayMode === "fullscreen";
    shown.value = isFull && route.place === "ticket" ? `The person looks at ticket #${route.id} in the desk.` : "";
  });
  effect(() => {
    if (shown.value !== "") bridge.setModelContext(shown.value);
  });
}

/** A fragment leads nowhere in the frame of a host: the desk goes there itself. */
function followLink(event: MouseEvent, desk: Desk): void {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#/"]') : null;
  if (link === null) return;
  event.preventDefault();
  desk.go(parseRoute(link.getAttribute("href")!));
}

function toRoute(target: CardTarget): Route {
  switch (target.kind) {
    case "tickets":
      return toQueue(target.query);
    case "ticket":
      return { place: "ticket", id: target.id };
    case "approvals":
      return { place: "approvals" };
    case "report":
      return { place: "reports" };
  }
}

/** The view that has the query, or else all tickets with the query as the filter. */
function toQueue(query: string): Route {
  const view = BUILT_IN_VIEWS.find((view) => view.query === query);
  return { place: "queue", view: view?.name ?? "all", filter: view === undefined ? query : "" };
}
