import { APP_MIME_TYPE, APP_URI } from "../../apps/mod.ts";
import type { ResourceDefinition } from "../definition.ts";

/** The user interface of the desk: one HTML file, which hosts with MCP Apps show. It has no data of the desk. */
export const deskPage: ResourceDefinition = {
  name: "Support desk",
  title: "Support desk",
  description: "The user interface of the desk, for hosts that show MCP Apps",
  uri: APP_URI,
  mimeType: APP_MIME_TYPE,
  isListed: false,
  async read() {
    const { readPage } = await import("../../../app/page.ts");
    const { html } = await readPage();
    return { text: html, metadata: { ui: UI_METADATA } };
  },
};

/** The page needs nothing from the network: it reaches the desk through its host. */
const UI_METADATA = {
  csp: { connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] },
  prefersBorder: true,
};
