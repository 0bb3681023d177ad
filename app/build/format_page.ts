/** Puts a script and a style sheet into one HTML file. */

import { createHash } from "node:crypto";

/** The built page. */
export interface Page {
  html: string;
  /** The value of the header `Content-Security-Policy` for a browser: only these scripts, these styles and this server. */
  policy: string;
  /** The second script, which the page loads when it needs it. */
  second: { script: string; id: string };
}

/** The scripts and style sheets of a page. */
export interface PageContent {
  /** Without imports. Each but the last runs as soon as the browser has read it. */
  page: readonly string[];
  second: string;
  /** Changes with the scripts. */
  id: string;
  style: string;
  /** The sheet that the second script adds. */
  secondStyle: string;
}

/** A ticket, as lines in the colour of the text. Browsers otherwise request `/favicon.ico`. */
const ICON = "data:image/svg+xml," + encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" stroke="#4f5bd5" stroke-width="1.5">' +
    '<path d="M1.75 5V3.75h12.5V6.5a1.5 1.5 0 0 0 0 3v2.75H1.75V9.5a1.5 1.5 0 0 0 0-3z"/><path d="M9.5 5v6"/></svg>',
);

/**
 * Formats the page.
 *
 * @param version The version of the program.
 */
export function formatPage({ page, second, id, style, secondStyle }: PageContent, version: string): Page {
  const [scripts, safeStyle] = [page.map((script) => escapeScript(script.trim())), escapeStyle(style.trim())];
  const early = scripts.slice(0, -1).map((script) => `<script>${script}</script>\n`).join("");
  const html = `<!doctype html>
<html lang="en" data-version="${version}" data-part="${id}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
${early}<title>Support desk</title>
<link rel="icon" href="${ICON}">
<style>${safeStyle}</style>
<body><div id="desk"></div><noscript>The support desk needs JavaScript.</noscript>
<script type="module">${scripts.at(-1)}</script>
</html>
`;
  const policy = formatPolicy([...scripts, second], [safeStyle, secondStyle]);
  return { html, policy, second: { script: second, id } };
}

/** `<!--` followed by `<script` would make the parser ignore the end of the script (HTML, "script data double escaped state"). */
function escapeScript(script: string): string {
  return script.replaceAll("<!--", "\\x3c!--").replaceAll(/<\/(?=script)/gi, "<\\/");
}

function escapeStyle(style: string): string {
  return style.replaceAll(/<\/(?=style)/gi, "<\\/");
}

function formatPolicy(scripts: readonly string[], styles: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src ${scripts.map(hash).join(" ")}`,
    `style-src ${styles.map(hash).join(" ")}`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types support-desk",
  ].join("; ");
}

function hash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
