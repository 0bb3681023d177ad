import assert from "node:assert/strict";
import { type HttpResult, statelessRequest } from "./post.ts";
import type { TestServer } from "./start_server.ts";

/** Asserts a refusal, and that the server continues. */
export async function assertRefused(
  served: TestServer,
  answer: HttpResult,
  status: number,
  code: number | null,
  says: RegExp,
) {
  assert.deepEqual([answer.status, answer.json?.error?.code ?? null], [status, code], answer.text);
  assert.match(answer.text, says);
  assert.equal((await statelessRequest(served.url, "tools/list")).status, 200);
  assert.equal((await served.desk.tickets.getStats()).total, 2);
  assert.deepEqual(served.errors.filter(({ message }) => /went wrong/.test(message)), []);
}
