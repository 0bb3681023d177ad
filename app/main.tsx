/** The user interface: selects the bridge, and shows the desk. */

import { render } from "preact";
import { BrowserBridge, TokenStore } from "./bridges/browser/mod.ts";
import { App } from "./views/app.tsx";

const tokens = new TokenStore();
const bridge = new BrowserBridge({
  url: new URL("mcp", document.baseURI),
  version: document.documentElement.dataset.version ?? "0",
  getToken: () => tokens.get(),
  ask: () => Promise.resolve({ action: "cancel" }),
});

render(<App bridge={bridge} />, document.getElementById("desk")!);
