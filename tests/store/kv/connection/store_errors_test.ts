import assert from "node:assert/strict";
import {
  isLocked,
  toNotSavedError,
  toReadError,
  toUnavailableError,
} from "../../../../store/kv/connection/store_errors.ts";
import { NotSentError } from "../../../../store/kv/connection/timeout.ts";

Deno.test("toUnavailableError() translates messages of SQLite, Deno and the system", () => {
  const cases: [message: string, expected: RegExp][] = [
    ["database or disk is full", /: the disk is full\. .*Free some space/],
    ["No space left on device (os error 28)", /: the disk is full\./],
    ["File too large (os error 27)", /: the file has reached the size limit\./],
    ["disk I/O error", /\(disk I\/O error\)\. .*Check the disk/],
    ["database is locked", /: another program has locked it\. .*try again/],
    ["too many conflicts", /: too many conflicts with other writers\. .*Try again\./],
    ["attempt to write a readonly database", /: it is read-only\. .*--db/],
    ["Read-only file system (os error 30): open '/x'", /: it is read-only\./],
    ["Permission denied (os error 13): open '/x'", /: permission denied\. .*--db/],
    ['Requires write access to "/x", run again with the --allow-write flag', /: permission denied\./],
    ["Is a directory (os error 21): open '/x'", /: it is a folder/],
    ["Not a directory (os error 20): mkdir '/x'", /: the path is too long, or a part of it is not a folder/],
    ["File name too long (os error 36)", /: the path is too long/],
    ["database disk image is malformed", /: the file is damaged\. .*backup/],
    ["Bad resource ID", /: it is closed\. .*Restart support-mcp\. .*check --repair/],
    [
      "Missing DENO_KV_ACCESS_TOKEN environment variable.",
      /: the access token is missing or wrong\. .*DENO_KV_ACCESS_TOKEN/,
    ],
    ["the endpoint responded with status 401 Unauthorized", /: the access token is missing or wrong\./],
    ["'http://x/' is not a valid KV Connect endpoint", /: the URL is not a KV Connect server\./],
    ["client error (Connect): tcp connect error", /: the server cannot be reached\./],
    ["no response within 10 seconds", /: the server does not respond\. .*try again\./],
    ["something unknown.", /^Cannot open the store x: something unknown\. It was not changed\.$/],
  ];
  for (const [message, expected] of cases) {
    const cause = new TypeError(message);
    const error = toUnavailableError("Cannot open the store x", cause, "It was not changed.");
    assert.deepEqual([error.name, error.code, error.cause], ["DeskError", "unavailable", cause]);
    assert.match(error.message, /^Cannot open the store x: /);
    assert.match(error.message, expected);
  }
});

Deno.test("toUnavailableError() finds the original message in an error that was converted before", () => {
  const converted = toReadError("x", new Error("database disk image is malformed"));
  assert.match(
    toUnavailableError("Cannot save to the store x", converted).message,
    /^Cannot save to the store x: the file is damaged\./,
  );
  assert.equal(toReadError("x", converted), converted);
});

Deno.test("toNotSavedError() says that a server may have saved the change, unless it was not sent", () => {
  const cause = new Error("something");
  assert.equal(
    toNotSavedError("/data/desk.db", cause).message,
    "Cannot save to the store /data/desk.db: something. Nothing was changed.",
  );
  assert.match(
    toNotSavedError("https://kv.example", cause).message,
    /The change may have been saved: check before you retry, or repeat .* with its idempotency key/,
  );
  const notSent = new NotSentError("no response");
  assert.match(toNotSavedError("https://kv.example", notSent).message, /does not respond\. Nothing was changed\./);
  assert.match(toNotSavedError("https://kv.example", cause, true).message, / Nothing was changed\.$/);
});

Deno.test("isLocked() recognizes the error of a file that another connection writes to", () => {
  const errors = [new TypeError("database is locked"), new TypeError("disk I/O error"), "database is locked"];
  assert.deepEqual(errors.map(isLocked), [true, false, false]);
});
