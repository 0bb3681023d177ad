import { DeskError } from "../../../store/mod.ts";
import { APP_MIME_TYPE, APP_URI } from "../../apps/mod.ts";
import type { ResourceDefinition } from "../definition.ts";

/** The user interface of the desk: an HTML file, which hosts with MCP Apps show. It has no data of the desk. */
export const deskPage: ResourceDefinition = {
  name: "Support desk",
  title: "Support desk",
  description: "The user interface of the desk, for hosts that show MCP Apps",
  uri: APP_URI,
  mimeType: APP_MIME_TYPE,
  isListed: false,
  async read() {
    const { readPage } = await import("../../../app/page.ts");
    const { html } = await readPage("host").catch(explainFailure);
    return { text: html, metadata: { ui: UI_METADATA } };
  },
};

/** A server on stdio that runs from its sources has given up the permission to start the `deno` command. */
export function explainFailure(cause: unknown): never {
  if (!(cause instanceof Deno.errors.NotCapable)) throw cause;
  const text = "The page is not built: over stdio, the program must be compiled for it (deno task compile). Or use " +
    "serve --http.";
  throw new DeskError("unavailable", text, { cause });
}

/** The page needs nothing from the network: it reaches the desk through its host. */
const UI_METADATA = {
  csp: { connectDomains: [], resourceDomains: [], frameDomains: [], baseUriDomains: [] },
  prefersBorder: true,
};
