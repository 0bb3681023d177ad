/**
 * `deno task llms`: generates `llms.txt`, the list of documents for language models (llmstxt.org).
 *
 * @module
 */

const README = new URL("../README.md", import.meta.url);
const GUIDES = new URL("../docs/README.md", import.meta.url);
const PAGE = new URL("../llms.txt", import.meta.url);

/**
 * Formats the list: the README's first paragraph, then each row of the table of guides.
 *
 * @param guides The page `docs/README.md`.
 * @throws {Error} If the README has no first paragraph, or the other page no such table.
 */
export function formatLlms(readme: string, guides: string): string {
  const [title, summary] = readme.split("\n\n");
  const table = /\n\| to do this +\| read +\|\n\|[-| ]+\|\n((?:\|.*\|\n)+)/.exec(guides)?.[1];
  if (title === undefined || summary === undefined || table === undefined) {
    throw new Error("README.md needs a first paragraph, and docs/README.md a table: to do this, read");
  }
  const documents = table.trimEnd().split("\n").map(formatDocument);
  return [
    title,
    `> ${summary.replaceAll("\n", " ")}`,
    `## Documents\n\n${documents.join("\n")}`,
    "## Optional\n\n" +
    "- [Architecture](ARCHITECTURE.md): The parts of the program\n" +
    "- [Changelog](CHANGELOG.md): What has changed\n" +
    "- [Contributing](CONTRIBUTING.md): Change the program\n",
  ].join("\n\n");
}

/** Formats a row such as `| Find tickets | [Search](search.md) |`, whose link is relative to `docs/`. */
function formatDocument(row: string): string {
  const [, task, link = ""] = row.split("|").map((cell) => cell.trim());
  const fromRoot = link.replace("](", "](docs/").replace("docs/../", "");
  return `- ${fromRoot}: ${task}`;
}

if (import.meta.main) {
  await Deno.writeTextFile(PAGE, formatLlms(await Deno.readTextFile(README), await Deno.readTextFile(GUIDES)));
}
