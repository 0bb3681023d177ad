/** Tools in lists for clients with and without MCP Apps. */

import { APP_URI, APPS_EXTENSION } from "./extension.ts";

/**
 * The role of a tool in clients that show the page. `card`: they show the page with its results. `opener`: the same, and other
 * clients do not have the tool. `app_only`: the page calls it, models do not, and other clients do not have it.
 */
export type AppRole = "card" | "opener" | "app_only";

interface Tool {
  readonly app?: AppRole | undefined;
}

/** Checks whether only clients that show the page have a tool. */
export function isForAppsOnly({ app }: Tool): boolean {
  return app === "opener" || app === "app_only";
}

/**
 * Lists tools for a client.
 *
 * @param tools As clients without the extension get them.
 * @param addMetadata Adds `_meta` to an entry.
 */
export function listTools<Listed>(
  tools: readonly { listed: Listed; app?: AppRole | undefined }[],
  hasApps: boolean,
  addMetadata: (listed: Listed, metadata: object) => Listed,
): Listed[] {
  if (!hasApps) return tools.filter((tool) => !isForAppsOnly(tool)).map(({ listed }) => listed);
  return tools.map(({ listed, app }) => app === undefined ? listed : addMetadata(listed, TOOL_METADATA[app]));
}

/** Some hosts know only the flat member, which the extension has deprecated. */
const WITH_PAGE = { ui: { resourceUri: APP_URI, visibility: ["model", "app"] }, "ui/resourceUri": APP_URI };

const TOOL_METADATA: Readonly<Record<AppRole, object>> = {
  card: WITH_PAGE,
  opener: WITH_PAGE,
  app_only: { ui: { visibility: ["app"] } },
};

/** Explains why a call of such a tool is refused. */
export const NEEDS_APPS = `is only for hosts that show MCP Apps (the extension ${APPS_EXTENSION}).`;
