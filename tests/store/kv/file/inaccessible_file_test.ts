import assert from "node:assert/strict";
import { createInaccessibleError, isInaccessible } from "../../../../store/kv/file/inaccessible_file.ts";

Deno.test("isInaccessible() tells files that may not be opened from damaged ones", () => {
  for (const reason of ["unable to open database file", "attempt to write a readonly database"]) {
    assert.equal(isInaccessible(new Error(reason)), true, reason);
  }
  for (const reason of ["database disk image is malformed", "file is not a database", "disk I/O error"]) {
    assert.equal(isInaccessible(new Error(reason)), false, reason);
  }
});

Deno.test("createInaccessibleError() says what to do, and does not call the file damaged", () => {
  const { message } = createInaccessibleError("/data/a.db", new Error("unable to open database file"));
  assert.match(
    message,
    /^Cannot read the store \/data\/a\.db: this user cannot open it \(unable to open database file\)\./,
  );
  assert.match(message, /writable for this user\.$/);
});
