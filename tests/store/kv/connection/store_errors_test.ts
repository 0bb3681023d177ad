import assert from "node:assert/strict";
import { isLocked, toNotSavedError, toUnavailableError } from "../../../../store/kv/connection/store_errors.ts";
import { NotSentError } from "../../../../store/kv/connection/server_connection.ts";

Deno.test("toUnavailableError() says in plain words what SQLite, Deno and the system say in theirs", () => {
  const cases: [message: string, reason: RegExp][] = [
    ["database or disk is full", /: the disk is full\. .*Free some space/],
    ["No space left on device (os error 28)", /: the disk is full\./],
    ["File too large (os error 27)", /: the file may not grow any larger\./],
    ["disk I/O error", /\(disk I\/O error\)\. .*Look at the disk/],
    ["database is locked", /: another program holds it locked\. .*try again/],
    ["attempt to write a readonly database", /: it is read-only\. .*--db/],
    ["Read-only file system (os error 30): open '/x'", /: it is read-only\./],
    ["Permission denied (os error 13): open '/x'", /: permission denied\. .*--db/],
    ['Requires write access to "/x", run again with the --allow-write flag', /: permission denied\./],
    ["Is a directory (os error 21): open '/x'", /: it is a folder/],
    ["Not a directory (os error 20): mkdir '/x'", /: there can be no file of that name/],
    ["File name too long (os error 36)", /: there can be no file of that name/],
    ["database disk image is malformed", /: the file is damaged\. .*backup/],
    ["Bad resource ID", /: it is closed\./],
    [
      "Missing DENO_KV_ACCESS_TOKEN environment variable.",
      /: its access token is missing or wrong\. .*DENO_KV_ACCESS_TOKEN/,
    ],
    ["the endpoint responded with status 401 Unauthorized", /: its access token is missing or wrong\./],
    ["'http://x/' is not a valid KV Connect endpoint", /: no KV Connect server answers there\./],
    ["client error (Connect): tcp connect error", /: the server can't be reached\./],
    ["no answer within 10 seconds", /: its server doesn't answer\. .*try again\./],
    ["something quite unknown.", /^Can't open the store x: something quite unknown\. It stayed as it was\.$/],
  ];
  for (const [message, reason] of cases) {
    const cause = new TypeError(message);
    const error = toUnavailableError("Can't open the store x", cause, "It stayed as it was.");
    assert.deepEqual([error.name, error.code, error.cause], ["DeskError", "unavailable", cause]);
    assert.match(error.message, /^Can't open the store x: /);
    assert.match(error.message, reason);
  }
});

Deno.test("toNotSavedError() doesn't promise for a server what it can't know", () => {
  const cause = new Error("something");
  assert.equal(
    toNotSavedError("/data/desk.db", cause).message,
    "Can't save to the store /data/desk.db: something. Nothing was changed.",
  );
  assert.match(
    toNotSavedError("https://kv.example", cause).message,
    /is not known: look before trying again, or repeat .* with its idempotency key/,
  );
  const notSent = new NotSentError("no answer");
  assert.match(toNotSavedError("https://kv.example", notSent).message, /doesn't answer\. Nothing was changed\./);
  assert.match(toNotSavedError("https://kv.example", cause, true).message, / Nothing was changed\.$/);
});

Deno.test("toUnavailableError() looks through what was told before in the desk's words", () => {
  const told = toUnavailableError("Can't read the store x", new Error("database disk image is malformed"));
  assert.match(
    toUnavailableError("Can't save to the store x", told).message,
    /^Can't save to the store x: the file is damaged\./,
  );
});

Deno.test("isLocked() knows the error of a file that another connection writes to", () => {
  assert.deepEqual(
    [new TypeError("database is locked"), new TypeError("disk I/O error"), "database is locked"].map(isLocked),
    [
      true,
      false,
      false,
    ],
  );
});
