// deno-lint-ignore-file no-console -- what it prints is for the person at the terminal
/**
 * Prints the links with which hosts add the desk at a click, for the README. They start the program at the place where the
 * README puts it.
 *
 * @module
 */

const NAME = "support-desk";
const SERVER = { command: "/usr/local/bin/support-mcp", args: ["serve"] };

/** Creates a link for each host that has them, by the name of the host. */
export function createInstallLinks(): Map<string, string> {
  const config = btoa(JSON.stringify(SERVER));
  return new Map([
    // https://code.visualstudio.com/api/extension-guides/ai/mcp
    ["VS Code", createLink("https://vscode.dev/redirect/mcp/install", JSON.stringify({ type: "stdio", ...SERVER }))],
    // https://cursor.com/docs/mcp/install-links
    ["Cursor", createLink("https://cursor.com/en/install-mcp", config)],
    // https://lmstudio.ai/docs/app/mcp/deeplink
    ["LM Studio", createLink("https://lmstudio.ai/install-mcp", config)],
  ]);
}

function createLink(page: string, config: string): string {
  return `${page}?name=${NAME}&config=${encodeURIComponent(config)}`;
}

/** Formats the links as buttons. */
export function formatInstallLinks(): string {
  return [...createInstallLinks()].map(([host, link]) => {
    const picture = `https://img.shields.io/badge/add_to-${host.replaceAll(" ", "_")}-2563eb`;
    return `[![Add to ${host}](${picture})](${link})`;
  }).join("\n");
}

if (import.meta.main) console.log(formatInstallLinks());
