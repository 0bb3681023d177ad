/** Shows views as HTML, without a document. */

import { signal } from "@preact/signals";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { Desk } from "../../../app/desk/mod.ts";
import { Places } from "../../../app/desk/second/mod.ts";
import { Later } from "../../../app/later/mod.ts";
import { type SecondPart, Ui } from "../../../app/parts/ui.ts";
import { UiProvider } from "../../../app/parts/ui_provider.tsx";
import { browserPart } from "../../../app/views/browser_part.tsx";
import { enFirst } from "../../../app/words/en/mod.ts";
import { getWords, type Words } from "../../../app/words/mod.ts";
import type { Bridge } from "../../../app/bridges/bridge.ts";

const BRIDGE: Bridge = {
  can: { live: false, message: false, storage: false, saveFile: false, displayModes: [] },
  context: signal(
    {
      theme: "light",
      locale: "en-GB",
      displayMode: "fullscreen",
      online: true,
    } as const,
  ),
  call: () => Promise.reject(new Error("No view calls the server while it is shown.")),
  listTools: () => Promise.resolve([]),
  read: () => Promise.reject(new Error("No view reads while it is shown.")),
  follow: () => () => {},
  saveFile: () => Promise.resolve(),
  openLink: () => {},
  setDisplayMode: () => Promise.resolve(),
  sendMessage: () => Promise.resolve(),
};

/** The time of every shown view. */
export const NOW = Date.parse("2026-11-29T12:00:00Z");

/** Creates a desk that no server is behind, at a fixed time. */
export function createUi(locale = "en-GB"): Ui {
  const desk = new Desk({ bridge: BRIDGE, route: { place: "queue", view: "open", filter: "" } });
  desk.places.value = new Places(BRIDGE, desk.notices, () => {});
  desk.now.value = NOW;
  desk.session.state.value = "ready";
  desk.session.you.value = "Ana";
  return new Ui(desk, signal(getWords(locale)), signal(locale), Later.of(browserPart));
}

/** Creates a desk whose second part is not there yet, with the words that the page has then. */
export function createFirstUi(): Ui {
  const ui = createUi();
  return new Ui(ui.desk, signal(enFirst as Words), ui.locale, new Later<SecondPart>(() => Promise.reject(new Error())));
}

/** Renders a view. */
export function show(view: VNode, ui = createUi()): string {
  return renderToString(<UiProvider ui={ui}>{view}</UiProvider>);
}
