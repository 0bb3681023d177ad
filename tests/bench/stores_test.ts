import assert from "node:assert/strict";
import { join } from "node:path";
import type { Program } from "../../bench/programs/program.ts";
import { Stores } from "../../bench/stores.ts";
import { TemporaryFolder } from "../end_to_end/temporary_folder.ts";

/** A program with its desk in a text file, one line per ticket. */
class LineProgram implements Program {
  readonly name = "lines";
  fillings = 0;

  serve(): never {
    throw new Error("It is never served here");
  }

  async fill(folder: string, tickets: Iterable<{ subject: string }>) {
    const subjects = [...tickets].map(({ subject }) => subject);
    await Deno.writeTextFile(join(folder, "desk.txt"), subjects.join("\n"));
    return { tickets: subjects.length, seconds: ++this.fillings, megabytes: undefined };
  }
}

const CORPUS = { source: "a test", questions: [{ text: "One?", topic: "one" }, { text: "Two?", topic: "two" }] };

Deno.test("Stores.copy() returns fresh copies of a desk that is created once", async () => {
  await using folder = await TemporaryFolder.create();
  const [stores, program] = [new Stores(folder.path, CORPUS), new LineProgram()];
  {
    await using copy = await stores.copy(program, 3);
    await Deno.writeTextFile(join(copy.folder, "desk.txt"), "spoilt");
  }
  await using copy = await stores.copy(program, 3);
  assert.equal(await Deno.readTextFile(join(copy.folder, "desk.txt")), "One?\nTwo?\nOne?");
  assert.equal(program.fillings, 1);
});

Deno.test("Stores.fillAgain() creates a desk again and keeps the first", async () => {
  await using folder = await TemporaryFolder.create();
  const [stores, program] = [new Stores(folder.path, CORPUS), new LineProgram()];
  assert.equal((await stores.filling(program, 2)).seconds, 1);
  assert.equal((await stores.refill(program, 2)).seconds, 2);
  assert.equal((await stores.filling(program, 2)).seconds, 1);
});

Deno.test("Stores keeps desks for a later run, and measures a new one nevertheless", async () => {
  await using folder = await TemporaryFolder.create();
  const kept = join(folder.path, "kept");
  for (const fillings of [1, 0]) {
    const [stores, program] = [new Stores(folder.path, CORPUS, kept), new LineProgram()];
    {
      await using copy = await stores.copy(program, 2);
      assert.equal(await Deno.readTextFile(join(copy.folder, "desk.txt")), "One?\nTwo?");
    }
    assert.equal(program.fillings, fillings);
    if (fillings === 0) assert.equal((await stores.filling(program, 2)).seconds, 1);
  }
  assert.deepEqual((await Array.fromAsync(Deno.readDir(kept))).map(({ name }) => name), ["lines-2"]);
});

Deno.test("Stores leaves only the desks behind", async () => {
  await using folder = await TemporaryFolder.create();
  const [stores, program] = [new Stores(folder.path, CORPUS), new LineProgram()];
  {
    await using _copy = await stores.copy(program, 1);
    await using _empty = await stores.createEmpty();
    assert.equal((await Array.fromAsync(Deno.readDir(folder.path))).length, 3);
  }
  assert.equal((await Array.fromAsync(Deno.readDir(folder.path))).length, 1);
});
