import assert from "node:assert/strict";
import { dirname, join, normalize } from "node:path";
import { listFiles, PROJECT } from "../house/sources.ts";
import { removeBlocks } from "./guide.ts";

const FILES = new Set(await listFiles(PROJECT));
const FOLDERS = new Set([...FILES].flatMap(getFolders));
const PAGES = new Map<string, string>();
for (const file of FILES) {
  if (file.endsWith(".md")) PAGES.set(file, removeBlocks(await Deno.readTextFile(join(PROJECT, file))));
}

Deno.test("every relative link in a document leads to a file, and to a heading in it", () => {
  const broken = [...PAGES].flatMap(([page, text]) =>
    findLinks(text).filter((link) => !isReachable(page, link)).map((link) => `${page}: ${link}`)
  );
  assert.ok(PAGES.has("README.md"));
  assert.deepEqual(broken, []);
});

Deno.test("every document can be reached from the README", () => {
  const reached = new Set<string>();
  const visit = (page: string) => {
    if (reached.has(page) || !PAGES.has(page)) return;
    reached.add(page);
    for (const link of findLinks(PAGES.get(page)!)) visit(resolve(page, link.split("#")[0]!));
  };
  visit("README.md");
  const documents = [...PAGES.keys()].filter((page) => !page.includes("/") || page.startsWith("docs/"));
  assert.deepEqual(documents.filter((page) => !reached.has(page)), []);
});

Deno.test("source files and folders that a document names exist", () => {
  const missing = [...PAGES].flatMap(([page, text]) =>
    findSourcePaths(text).filter((path) => !FILES.has(path) && !FOLDERS.has(path)).map((path) => `${page}: ${path}`)
  );
  assert.deepEqual(missing, []);
});

Deno.test("documents that the sources mention exist", async () => {
  const missing = [];
  for (const file of FILES) {
    if (!/\.(ts|json|yaml)$|Dockerfile$/.test(file) || file.startsWith("tests/")) continue;
    const text = await Deno.readTextFile(join(PROJECT, file));
    for (const [path] of text.matchAll(/\b(?:docs\/[\w/-]+|[A-Z]{4,})\.md\b/g)) {
      if (!FILES.has(path)) missing.push(`${file}: ${path}`);
    }
  }
  assert.deepEqual(missing, []);
});

Deno.test("toAnchor() makes the anchors of GitHub", () => {
  assert.equal(toAnchor("Back up a store, `while` it is in use"), "back-up-a-store-while-it-is-in-use");
  assert.equal(toAnchor("What's new?"), "whats-new");
});

function isReachable(page: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : resolve(page, path);
  if (!FILES.has(target) && !FOLDERS.has(target.replace(/\/$/, ""))) return false;
  return anchor === undefined || getAnchors(PAGES.get(target) ?? "").includes(anchor);
}

function resolve(page: string, path: string): string {
  return normalize(join(dirname(page), path));
}

/** The targets of the links that stay in the repository. */
function findLinks(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!).filter((target) => !/^\w+:/.test(target));
}

/** The paths in code style that begin with a folder of the repository. */
function findSourcePaths(text: string): string[] {
  const paths = [...text.matchAll(/`([a-z_]+\/[a-z0-9_./]*)`/g)].map(([, path]) => path!.replace(/\/$/, ""));
  return paths.filter((path) => path.includes("/") && FOLDERS.has(path.split("/")[0]!));
}

function getAnchors(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => toAnchor(heading!));
}

function toAnchor(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(" ", "-");
}

function getFolders(file: string): string[] {
  const parts = file.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
