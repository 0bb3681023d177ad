/** The desk in a host of MCP Apps: a card in the conversation, or everything in full screen. */

import { computed, effect, signal } from "@preact/signals";
import { render } from "preact";
import { applyHostStyles, createParentPort, HostBridge } from "./bridges/host/mod.ts";
import { Card, type CardTarget, Desk, parseRoute, type Route } from "./desk/mod.ts";
import { Ui, UiContext } from "./parts/ui.ts";

import { App } from "./views/app.tsx";
import { Message } from "./views/cards/card_message.tsx";
import { CardView } from "./views/cards/card_view.tsx";
import { getCardWords, getWords } from "./words/mod.ts";

/** In milliseconds. */
const CLOCK = 20_000;
const PATIENCE = 3_000;

/** Shakes hands with the host, and then shows the desk. */
export async function openInHost(): Promise<void> {
  const root = document.getElementById("desk")!;
  const bridge = createBridge();
  const silence = setTimeout(() => render(<Silence locale={navigator.language} />, root), PATIENCE);
  try {
    await bridge.connect();
  } catch {
    return; // the host was silent, and the page says so
  } finally {
    clearTimeout(silence);
  }
  show(bridge, root);
}

function createBridge(): HostBridge {
  return new HostBridge({
    port: createParentPort(globalThis.self),
    version: document.documentElement.dataset.version ?? "0",
    visibility: {
      isVisible: () => !document.hidden,
      onChange: (listener) => document.addEventListener("visibilitychange", listener),
    },
    onStyles: (variables) => applyHostStyles(document.documentElement, variables),
  });
}

function Silence({ locale }: { locale: string }) {
  const words = getCardWords(locale);
  return (
    <Message title={words.silent} isAlert>
      <p class="low">{words.silentHint}</p>
    </Message>
  );
}

function show(bridge: HostBridge, root: HTMLElement): void {
  const { context } = bridge;
  const [locale, mode] = [computed(() => context.value.locale), computed(() => context.value.displayMode)];
  const desk = new Desk({ bridge, route: parseRoute("") });
  const ui = new Ui(desk, computed(() => getWords(locale.value)), locale);
  const place = createPlace(bridge, new Card(bridge), desk);
  let isStarted = false;
  const isFull = computed(() => mode.value === "fullscreen");
  effect(() => {
    if (!isFull.value || isStarted) return;
    isStarted = true;
    if (place.card.target.peek() !== null) desk.go(toRoute(place.card.target.peek()!));
    void desk.start();
  });
  followHost(bridge, desk);
  const Root = () =>
    isFull.value ? <App ui={ui} /> : (
      <UiContext.Provider value={ui}>
        <CardView place={place} />
      </UiContext.Provider>
    );
  render(<Root />, root);
}

function createPlace(bridge: HostBridge, card: Card, desk: Desk) {
  const { can } = bridge;
  const expand = (target: CardTarget) => {
    desk.go(toRoute(target));
    void bridge.setDisplayMode("fullscreen").catch((error) => card.failure.value = String(error.message));
  };
  const ask = (text: string) =>
    void bridge.sendMessage(text).catch((error) => card.failure.value = String(error.message));
  return {
    ...{ card, surroundings: bridge.context },
    ...can.displayModes.includes("fullscreen") && { expand },
    ...can.message && { ask },
  };
}

/** Keeps the height, the colours, the language and the clock, and tells the model what the person looks at. */
function followHost(bridge: HostBridge, desk: Desk): void {
  const { context } = bridge;
  const page = document.documentElement;
  setInterval(() => desk.now.value = Date.now(), CLOCK);
  document.addEventListener("click", (event) => followLink(event, desk));
  const root = document.getElementById("desk")!;
  new ResizeObserver(() => bridge.setHeight(root.offsetHeight)).observe(root);
  effect(() => {
    page.dataset.theme = context.value.theme;
    page.lang = context.value.locale;
    page.dataset.mode = context.value.displayMode;
  });
  const shown = signal("");
  effect(() => {
    const { value: route } = desk.route;
    const isFull = context.value.displayMode === "fullscreen";
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
      return { place: "queue", view: "all", filter: target.query };
    case "ticket":
      return { place: "ticket", id: target.id };
    case "approvals":
      return { place: "approvals" };
    case "report":
      return { place: "reports" };
  }
}
