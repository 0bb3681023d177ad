import assert from "node:assert/strict";
import { runProgram } from "../program.ts";
import { TemporaryFolder } from "../temporary_folder.ts";

const CSV = "subject,customer\nCard lost,ada@example.com\n";

/** A store with one ticket that cannot be written, alone in a folder. */
export interface ReadOnlyFile extends AsyncDisposable {
  folder: TemporaryFolder;
  db: string;
  /** An empty folder for temporary files. */
  temporary: string;
  /** Fails unless the store is as it was made, and no file was left beside it or in the temporary folder. */
  assertUntouched(): Promise<void>;
}

export async function createReadOnlyFile(): Promise<ReadOnlyFile> {
  const folder = await TemporaryFolder.create();
  const [csv, db, temporary] = [folder.file("tickets.csv"), folder.file("desk.db"), folder.file("temporary")];
  await Deno.writeTextFile(csv, CSV);
  assert.equal((await runProgram(["import", csv, "--db", db])).code, 0);
  for (const companion of ["-wal", "-shm", ".lock"]) await Deno.remove(db + companion).catch(() => {});
  await Deno.chmod(db, 0o400);
  await Deno.mkdir(temporary);
  const bytes = await Deno.readFile(db);
  return {
    ...{ folder, db, temporary },
    async assertUntouched() {
      assert.deepEqual(await Array.fromAsync(Deno.readDir(temporary)), []);
      assert.deepEqual((await folder.listNames()).filter((name) => name.startsWith("desk.db")), ["desk.db"]);
      assert.deepEqual(await Deno.readFile(db), bytes);
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}
