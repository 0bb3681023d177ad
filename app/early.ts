/** The start of the page in a browser: it runs before the browser has read the rest. */

import { HttpClient, sendFirst, TokenStore } from "./bridges/browser/early/mod.ts";
import { BUILT_IN_VIEWS, parseRoute, toSearch } from "./desk/early/mod.ts";

/** Requests what the first view shows, unless the person is about to sign in. */
export function requestFirstView(): void {
  const { hash, search } = location;
  if (hash.startsWith("#/link/") || search !== "") return;
  const route = parseRoute(hash);
  const tokens = new TokenStore();
  const client = new HttpClient({
    url: new URL("mcp", document.baseURI),
    version: document.documentElement.dataset.version ?? "0",
    getToken: () => tokens.get(),
  });
  const view = BUILT_IN_VIEWS.find(({ name }) => route.place === "queue" && name === route.view);
  if (view && route.place === "queue") {
    sendFirst(client, "tools/call", { name: "list_ticket_rows", arguments: toSearch(view, route.filter) });
  }
  sendFirst(client, "tools/list", {});
  sendFirst(client, "resources/read", { uri: "desk://settings" });
}
