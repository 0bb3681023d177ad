import assert from "node:assert/strict";
import { join } from "node:path";
import { listFiles, PROJECT } from "./sources.ts";
import { countWording, findListedWords, findQuestions } from "./wording.ts";

/** Files that quote: the article's texts, tickets that people wrote, and the list of words itself. */
const QUOTING = [
  /^tests\/house\/wording/,
  /^bench\/corpus\//,
  /^tests\/data\/zendesk\//,
];

Deno.test("code and documents contain no listed words", async () => {
  assert.deepEqual(await search(findListedWords), []);
});

Deno.test("doc comments do not start with a question word", async () => {
  assert.deepEqual(await search(findQuestions), []);
});

Deno.test("functions are named by verbs, not by participles or as partsOf", async () => {
  const { namesInOf, participles } = await countWording(PROJECT);
  assert.deepEqual({ namesInOf, participles }, { namesInOf: 0, participles: 0 });
});

Deno.test("findListedWords() names the line and the word", () => {
  assert.deepEqual(findListedWords("a.md", "It starts\nanew. Nobody knows."), ["a.md:2: anew", "a.md:2: Nobody"]);
  assert.deepEqual(findListedWords("a.ts", "const nobodyKnows = renewed; // stands for a-no-op"), []);
});

Deno.test("findQuestions() names the line and the word", () => {
  const source =
    "/** How long it takes. */\n/**\n * Whether it works.\n */\n/** Which part it is. */\n/** Waits. How long? */\n";
  assert.deepEqual(findQuestions("a.ts", source), ["a.ts:1: How", "a.ts:2: Whether", "a.ts:5: Which"]);
});

Deno.test("countWording() counts function names by their form", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(
      join(folder, "a.ts"),
      "export function partsOf() {}\nfunction joined() {}\nfunction read() {}\n",
    );
    assert.deepEqual(await countWording(folder), {
      docComments: 0,
      questions: 0,
      listedWords: 0,
      namesInOf: 1,
      participles: 1,
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

async function search(find: (file: string, text: string) => string[]): Promise<string[]> {
  const files = (await listFiles(PROJECT)).filter((file) =>
    /\.(tsx?|css|md)$/.test(file) &&
    !QUOTING.some((pattern) => pattern.test(file))
  );
  const found = await Promise.all(files.map(async (file) => find(file, await Deno.readTextFile(join(PROJECT, file)))));
  return found.flat();
}
