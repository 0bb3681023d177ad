/** The desk in a browser. */

import { computed, effect, signal, untracked } from "@preact/signals";
import { render } from "preact";
import { BrowserBridge, LogIn, TokenStore } from "./bridges/browser/mod.ts";
import { Desk, formatRoute, parseRoute } from "./desk/mod.ts";
import { Later, PartError, runPart } from "./later/mod.ts";
import { type SecondPart, Ui } from "./parts/ui.ts";
import { App } from "./views/app.tsx";
import { isFirstFrame } from "./views/queue/first_frame.ts";
import type { FirstWords, SecondWords, Words } from "./words/mod.ts";

/** In milliseconds. */
const CLOCK = 20_000;

/**
 * Connects to the server that sent the page, and shows its desk.
 *
 * @param language The language of the words. Times and numbers have the browser's form.
 * @param firstWords Those of the first part. The second part brings the others.
 */
export function openInBrowser(language: string, firstWords: FirstWords): void {
  const words = { ...firstWords } as Words;
  const tokens = new TokenStore();
  const logIn = new LogIn(tokens);
  const problem = signal("");
  const bridge = new BrowserBridge({
    url: new URL("mcp", document.baseURI),
    version: document.documentElement.dataset.version ?? "0",
    getToken: () => tokens.get(),
    renew: () => logIn.renew(),
    onSignedOut: (error) => desk.session.fail(error),
    ask: (question, call) => ui.ask(question, call),
  });
  const desk = new Desk({ bridge, route: parseRoute(location.hash), storage: getStorage() });
  const locale = computed(() => bridge.context.value.locale);
  const second = new Later(async () => {
    const { secondPart: part, secondWords } = await readPart();
    Object.assign(words, secondWords);
    desk.places.value ??= new part.Places(bridge, desk.notices, () => desk.refreshAll());
    return part;
  });
  const ui: Ui = new Ui(desk, signal(words), locale, second, {
    isSignedIn: () => tokens.get() !== null,
    async signIn(token, isKept) {
      tokens.set(token, isKept);
      desk.drafts.leaveEarlier();
      await desk.session.connect();
      bridge.reconnect();
    },
    logIn: { problem, isOffered: () => logIn.isOffered(), start: () => logIn.start() },
    signOut() {
      tokens.clear();
      location.reload();
    },
    reload: () => location.reload(),
  });
  const token = tokens.get();
  const isSignedIn = takeLink(desk, tokens).then(async (reason) => {
    problem.value = await logIn.finish() ?? reason;
    if (tokens.get() !== token) desk.drafts.leaveEarlier();
    desk.go(parseRoute(location.hash));
  });
  document.documentElement.lang = language;
  isFirstFrame.value = desk.route.value.place === "queue";
  followBrowser(desk, bridge);
  followPerson(desk, tokens);
  void isSignedIn.then(() => desk.start());
  render(<App ui={ui} />, document.getElementById("desk")!);
}

/**
 * Exchanges the code of a link for a token, and removes it from the address.
 *
 * @returns The name of the problem, which the sign-in shows; empty if there is none.
 */
async function takeLink(desk: Desk, tokens: TokenStore): Promise<string> {
  const code = /^#\/link\/([\w-]+)$/.exec(location.hash)?.[1];
  if (code === undefined) return "";
  history.replaceState(null, "", formatRoute(desk.route.value));
  const headers = { authorization: `Bearer ${code}` };
  const response = await fetch(new URL("sign-in", document.baseURI), { method: "POST", headers }).catch(() => null);
  if (!response?.ok) return response === null ? "offline" : "link";
  tokens.set((await response.json()).token, false);
  return "";
}

/** Reads the second script. Its address has its id, so browsers keep it as long as they like. */
async function readPart(): Promise<{ secondPart: SecondPart; secondWords: SecondWords }> {
  const id = document.documentElement.dataset.part ?? "";
  let response: Response;
  let text: string;
  try {
    response = await fetch(new URL(`desk.js?${id}`, document.baseURI));
    text = await response.text();
  } catch (cause) {
    throw new PartError("offline", { cause });
  }
  if (!response.ok) throw new PartError(response.status === 404 ? "version" : "offline");
  return runPart(text, id);
}

/** Keeps the address, the colours and the clock. */
function followBrowser(desk: Desk, bridge: BrowserBridge): void {
  addEventListener("hashchange", () => {
    // The desk has set the address itself: going there again would load the place twice.
    if (location.hash !== formatRoute(desk.route.peek())) desk.go(parseRoute(location.hash));
  });
  setInterval(() => desk.now.value = Date.now(), CLOCK);
  effect(() => {
    const hash = formatRoute(desk.route.value);
    if (location.hash === hash) return;
    if (isCorrected(desk, location.hash)) location.replace(hash);
    else location.hash = hash;
  });
  effect(() => {
    document.documentElement.dataset.theme = bridge.context.value.theme;
  });
}

/** Keeps the texts of the person who is signed in. */
function followPerson({ session, drafts }: Desk, tokens: TokenStore): void {
  session.onOtherPerson = () => location.reload();
  effect(() => {
    const [isReady, isOwner] = [session.state.value === "ready", session.isNamed || tokens.get() === null];
    if (session.state.value === "signed_out") drafts.close();
    else if (isReady && isOwner && session.you.value !== "") untracked(() => drafts.open(session.you.value));
  });
  addEventListener("storage", ({ key }) => {
    // Another tab has signed out, or someone else in: this page shows what the person before may see.
    if (tokens.isShared(key)) location.reload();
    else drafts.reload();
  });
}

/** Checks whether an address names an unknown view. Going back must not lead to it again. */
function isCorrected({ settings }: Desk, hash: string): boolean {
  const route = parseRoute(hash);
  return route.place === "queue" && untracked(() => settings.findView(route.view).name !== route.view);
}

function getStorage(): Storage | undefined {
  let storage: Storage | undefined;
  try {
    storage = globalThis.localStorage;
  } catch {
    // blocked
  }
  return storage;
}
