import assert from "node:assert/strict";
import { formatMailAddress } from "../../../app/parts/deliver.ts";

const MAIL = { to: "alice@example.com", subject: "Re: Login [#42]", body: "Hello,\nall is well." };

Deno.test("formatMailAddress() has the address, the subject and the text", () => {
  const { pathname, searchParams } = new URL(formatMailAddress(MAIL));
  assert.equal(pathname, MAIL.to);
  assert.deepEqual([...searchParams], [["subject", MAIL.subject], ["body", "Hello,\r\nall is well."]]);
});

Deno.test("formatMailAddress() lets no text add a field or a recipient", () => {
  const hostile = "x?bcc=a@b.c&cc=d@e.f,g@h.i\r\nBcc: j@k.l # %0A";
  const { pathname, searchParams, hash } = new URL(
    formatMailAddress({ to: hostile, subject: hostile, body: "&cc=x \ud800" }),
  );
  assert.deepEqual([...searchParams.keys(), hash], ["subject", "body", ""]);
  assert.equal(searchParams.get("subject"), hostile);
  assert.doesNotMatch(pathname, /[,?&\r\n]/);
});

Deno.test("formatMailAddress() leaves out a text that is too long for programs", () => {
  const address = formatMailAddress({ ...MAIL, body: "ä".repeat(500) });
  assert.deepEqual([...new URL(address).searchParams.keys()], ["subject"]);
});
