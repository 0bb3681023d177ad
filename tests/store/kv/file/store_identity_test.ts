import assert from "node:assert/strict";
import { StoreIdentity } from "../../../../store/kv/file/store_identity.ts";
import { TemporaryFolder } from "../../../end_to_end/temporary_folder.ts";
import { until } from "../../../until.ts";

const FILES = ["desk.db", "desk.db-wal", "desk.db-shm"];
/** Longer than a file system may take to count on, in milliseconds. */
const HOUR = 3_600_000;

/** Runs a test with the files of a store in a separate folder. `settle` lets an hour pass, after which a change has another time. */
async function withStore(
  work: (store: { folder: TemporaryFolder; home: string; identity: StoreIdentity; settle(): Promise<void> }) =>
    | Promise<void>
    | void,
): Promise<void> {
  await using folder = await TemporaryFolder.create();
  const home = folder.file("home");
  await Deno.mkdir(home);
  for (const name of FILES) await Deno.writeTextFile(`${home}/${name}`, name);
  let later = 0;
  const identity = new StoreIdentity(`${home}/desk.db`, () => Date.now() + later);
  const settle = async () => {
    later += HOUR;
    await waitForNextTime(folder, home);
  };
  await work({ folder, home, identity, settle });
}

/** Waits until the file system gives changes another time than the last change of a folder: it counts in small steps. */
async function waitForNextTime(folder: TemporaryFolder, home: string): Promise<void> {
  const { ctime } = await Deno.stat(home);
  await until(async () => {
    await Deno.writeTextFile(folder.file("clock"), "");
    return (await Deno.stat(folder.file("clock"))).ctime!.getTime() > ctime!.getTime();
  }, "the file system's clock goes on");
}

for (const name of FILES) {
  Deno.test(`StoreIdentity notices that ${name} was removed`, async () => {
    await withStore(async ({ home, identity, settle }) => {
      await settle();
      assert.ok(identity.isPresent());
      await Deno.remove(`${home}/${name}`);
      assert.ok(!identity.isPresent());
    });
  });

  Deno.test(`StoreIdentity notices that ${name} was replaced`, async () => {
    await withStore(async ({ folder, home, identity, settle }) => {
      await settle();
      assert.ok(identity.isPresent());
      await Deno.copyFile(`${home}/${name}`, folder.file("copy"));
      await Deno.rename(folder.file("copy"), `${home}/${name}`);
      assert.ok(!identity.isPresent());
      assert.ok(!identity.isPresent(), "it stays so");
    });
  });

  Deno.test(`StoreIdentity notices that ${name} was moved, and moved back`, async () => {
    await withStore(async ({ folder, home, identity }) => {
      await Deno.rename(`${home}/${name}`, folder.file("moved"));
      assert.ok(!identity.isPresent());
      await Deno.rename(folder.file("moved"), `${home}/${name}`);
      assert.ok(identity.isPresent());
    });
  });
}

Deno.test("StoreIdentity notices a second change in the same moment of the file system's clock", async () => {
  await withStore(async ({ home, identity }) => {
    const { mtime } = await Deno.stat(home);
    assert.ok(identity.isPresent());
    await Deno.remove(`${home}/desk.db`);
    await Deno.utime(home, mtime!, mtime!);
    assert.ok(!identity.isPresent());
  });
});

Deno.test("StoreIdentity notices that a file was replaced by a program that sets the folder's time back", async () => {
  await withStore(async ({ folder, home, identity, settle }) => {
    await settle();
    const { mtime, ctime } = await Deno.stat(home);
    assert.ok(identity.isPresent());
    await Deno.copyFile(`${home}/desk.db`, folder.file("copy"));
    await Deno.rename(folder.file("copy"), `${home}/desk.db`);
    do {
      await Deno.utime(home, mtime!, mtime!);
    } while ((await Deno.stat(home)).ctime!.getTime() === ctime!.getTime()); // the system counts in steps
    assert.ok(!identity.isPresent());
  });
});

Deno.test("StoreIdentity notices that the folder was moved or replaced", async () => {
  await withStore(async ({ folder, home, identity, settle }) => {
    await settle();
    assert.ok(identity.isPresent());
    await Deno.rename(home, folder.file("elsewhere"));
    assert.ok(!identity.isPresent());
    await Deno.mkdir(home);
    for (const name of FILES) await Deno.writeTextFile(`${home}/${name}`, name);
    await settle();
    assert.ok(!identity.isPresent());
  });
});

Deno.test("StoreIdentity ignores other files, and writes to its own", async () => {
  await withStore(async ({ home, identity, settle }) => {
    await settle();
    assert.ok(identity.isPresent());
    await Deno.writeTextFile(`${home}/backup.db`, "");
    await Deno.writeTextFile(`${home}/desk.db`, "longer than before", { append: true });
    assert.ok(identity.isPresent());
  });
});

Deno.test("StoreIdentity reports a store that is missing from the start", () => {
  assert.ok(!new StoreIdentity("/no/such/desk.db").isPresent());
});
