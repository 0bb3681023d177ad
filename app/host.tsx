/** The desk in a host of MCP Apps: a card in the conversation, or everything in full screen. */

import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from "@preact/signals";
import { render, type VNode } from "preact";
import { BridgeError } from "./bridges/bridge.ts";
import { applyHostStyles, createParentPort, HostBridge } from "./bridges/host/mod.ts";
import { Card, type CardTarget } from "./desk/cards/mod.ts";
import { Later, PartError, runPart } from "./later/mod.ts";
import { LaterView } from "./parts/later_view.tsx";
import { PageContext, type PageState } from "./parts/page.ts";
import { Message } from "./views/cards/card_message.tsx";
import type { CardPlace } from "./views/cards/context.ts";
import { CardView } from "./views/cards/card_view.tsx";
import { getCardWords, getHostWords } from "./words/cards/mod.ts";

/** The second part of the page: the desk for the full screen. */
export interface DeskPart {
  /** Shows the desk, at the place of a card. */
  openDesk(bridge: HostBridge, page: PageState, target: CardTarget | null): FullDesk;
  /** Words a failure for people, in the language of a tag. */
  explainFailure(error: unknown, locale: string): string;
}

/** The desk in full screen. */
export interface FullDesk {
  Root(): VNode;
  go(target: CardTarget): void;
}

/** In milliseconds. */
const CLOCK = 20_000;
const PATIENCE = 3_000;

/** The second script. Hosts read it for the page, as everything else. */
const PART_URI = "ui://support-mcp/desk.js";

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
  const locale = computed(() => context.value.locale);
  const now = signal(Date.now());
  const page: PageState = { words: computed(() => getHostWords(locale.value)), locale, now };
  const later = new Later(() => readPart(bridge));
  const full = signal<FullDesk | null>(null);
  const place = createPlace(bridge, new Card(bridge), full, later);
  const isFull = computed(() => context.value.displayMode === "fullscreen");
  effect(() => {
    if (!isFull.value) return;
    const { value: part } = later.part;
    if (part !== null) untracked(() => full.value ??= part.openDesk(bridge, page, place.card.target.value));
  });
  followHost(bridge, now);
  const Root = () => {
    if (isFull.value && full.value !== null) return <full.value.Root />;
    return (
      <PageContext.Provider value={page}>
        {isFull.value && <Loading later={later} locale={locale} />}
        <CardView place={place} />
      </PageContext.Provider>
    );
  };
  render(<Root />, root);
}

/** Above the card until the whole desk is there. */
function Loading({ later, locale }: { later: Later<DeskPart>; locale: ReadonlySignal<string> }) {
  const words = getCardWords(locale.value);
  return (
    <LaterView later={later} words={words} waiting={<p class="low card-text" role="status">{words.waiting}</p>}>
      {() => null}
    </LaterView>
  );
}

async function readPart(bridge: HostBridge): Promise<DeskPart> {
  const { text } = await bridge.read(PART_URI).catch((cause) => {
    const isOffline = cause instanceof BridgeError && cause.failure === "offline";
    throw new PartError(isOffline ? "offline" : "refused", { cause });
  });
  return runPart(text, document.documentElement.dataset.part ?? "");
}

function createPlace(
  bridge: HostBridge,
  card: Card,
  full: ReadonlySignal<FullDesk | null>,
  later: Later<DeskPart>,
): CardPlace {
  const { can } = bridge;
  const expand = (target: CardTarget) => {
    full.value?.go(target);
    void bridge.setDisplayMode("fullscreen").catch((error) => card.failure.value = error);
  };
  const ask = (text: string) => void bridge.sendMessage(text).catch((error) => card.failure.value = error);
  return {
    ...{ card, surroundings: bridge.context, later },
    ...can.displayModes.includes("fullscreen") && { expand },
    ...can.message && { ask },
  };
}

/** Keeps the height, the colours, the language and the clock. */
function followHost(bridge: HostBridge, now: Signal<number>): void {
  const { context } = bridge;
  const page = document.documentElement;
  setInterval(() => now.value = Date.now(), CLOCK);
  const root = document.getElementById("desk")!;
  new ResizeObserver(() => bridge.setHeight(root.offsetHeight)).observe(root);
  effect(() => {
    page.dataset.theme = context.value.theme;
    page.lang = context.value.locale;
    page.dataset.mode = context.value.displayMode;
  });
}
