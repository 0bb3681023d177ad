/** MCPB bundles: one for each platform, which a host installs with a click. */

import { getFirstSentence } from "../base/text/first_sentence.ts";
import { deskServer, type ServerDefinition } from "../server/mod.ts";
import { createZip, readEntry, toTextEntry } from "./archive/mod.ts";
import { readDocuments } from "./documents.ts";
import type { Platform } from "./platforms.ts";
import { DESCRIPTION, formatJson, NAME, type Release, writeFile } from "./release.ts";
import { schemas } from "../server/definitions/validation/mod.ts";

/**
 * The settings that a host shows. Their default is an empty text, because some hosts pass on the placeholder of a setting that
 * has none.
 */
const SETTINGS = {
  db: {
    type: "string",
    title: "Store",
    description:
      "The path of the store, or the URL of a KV Connect server. Leave it empty for a file in your data folder",
    required: false,
    default: "",
  },
  user: {
    type: "string",
    title: "Your name",
    description: "Shown in the history and in comments, and used by assignee:me. Leave it empty to record no name",
    required: false,
    default: "",
  },
  demo: {
    type: "boolean",
    title: "Demo desk",
    description: "Add two sample tickets to an empty store. Without a store, the desk is in memory and nothing is kept",
    required: false,
    default: false,
  },
  read_only: {
    type: "boolean",
    title: "Read-only",
    description: "Expose only read-only tools",
    required: false,
    default: false,
  },
};

/**
 * Writes the bundles.
 *
 * @returns The names of the files.
 */
export async function writeBundles(release: Release): Promise<string[]> {
  const files = [];
  for (const { platform, content } of release.binaries) {
    const entries = [
      toTextEntry("manifest.json", formatJson(createManifest(release, platform))),
      await readEntry("icon.png", new URL("mcpb/icon.png", import.meta.url)),
      { path: `server/${platform.executable}`, content, mode: 0o755 },
      ...platform.os === "win32" ? [] : [await readEntry("server/start.sh", new URL("mcpb/start.sh", import.meta.url))],
      ...await readDocuments(),
    ];
    files.push(await writeFile(release, getBundle(platform), await createZip(entries)));
  }
  return files;
}

/** Returns the name of a platform's bundle. */
export function getBundle({ name }: Platform): string {
  return `${NAME}-${name}.mcpb`;
}

/** Creates the manifest of a bundle, version 0.3. */
export function createManifest({ version, repository }: Release, platform: Platform) {
  return {
    manifest_version: "0.3",
    name: NAME,
    display_name: "Support desk",
    version,
    description: DESCRIPTION,
    author: { name: "The support-mcp authors" },
    repository: { type: "git", url: repository },
    homepage: repository,
    documentation: `${repository}#readme`,
    icon: "icon.png",
    license: "MIT",
    keywords: ["support", "tickets", "help desk", "customers"],
    server: {
      type: "binary",
      entry_point: `server/${platform.executable}`,
      mcp_config: { ...createCommand(platform), env: createVariables() },
    },
    ...describe(deskServer),
    compatibility: { platforms: [platform.os] },
    user_config: SETTINGS,
  };
}

/** The shell starts the binary even if the execute bit was lost when the bundle was unpacked. */
function createCommand({ os, executable }: Platform) {
  if (os === "win32") return { command: `\${__dirname}/server/${executable}`, args: ["serve"] };
  return { command: "/bin/sh", args: ["${__dirname}/server/start.sh", "serve"] };
}

function createVariables(): Record<string, string> {
  const variables = Object.keys(SETTINGS).map((key) => [`SUPPORT_MCP_${key.toUpperCase()}`, `\${user_config.${key}}`]);
  return Object.fromEntries(variables);
}

/** Lists the tools that models can call, and the prompts, with the first sentence of their descriptions. */
function describe({ tools, prompts }: ServerDefinition) {
  return {
    tools: tools.filter(({ app }) => app !== "app_only")
      .map(({ name, description }) => ({ name, description: getFirstSentence(description) })),
    prompts: prompts.map(({ name, description, argsSchema }) => {
      const args = Object.keys(argsSchema(schemas).shape);
      const text = [description, ...args.map((arg) => `${arg}: \${arguments.${arg}}`)].join("\n");
      return { name, description: getFirstSentence(description), arguments: args, text };
    }),
  };
}
