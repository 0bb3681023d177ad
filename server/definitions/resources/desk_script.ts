import { APP_SCRIPT_URI } from "../../apps/mod.ts";
import type { ResourceDefinition } from "../definition.ts";
import { explainFailure } from "./desk_page.ts";

/** The second script of the page. The page reads it through its host, so models never see it. */
export const deskScript: ResourceDefinition = {
  name: "Support desk script",
  title: "Support desk script",
  description: "The second script of the user interface, which the page reads",
  uri: APP_SCRIPT_URI,
  mimeType: "text/javascript",
  isListed: false,
  async read() {
    const { readPage } = await import("../../../app/page.ts");
    const { second } = await readPage("host").catch(explainFailure);
    return { text: second.script };
  },
};
