/** Desks for tests: in memory, with a clock that tests control. */

import assert from "node:assert/strict";
import { type Actor, type Desk, DeskError, type DeskErrorCode, openDesk } from "../../store/mod.ts";
import { acquireEmptyStore } from "./empty_store.ts";

export const HOST: Actor = { kind: "host", name: "test-host", version: "1.2.3" };
export const BY = { by: HOST };

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** The time at which each test starts. */
export const START = "2026-11-01T09:00:00.000Z";

export interface TestDesk extends Desk, AsyncDisposable {
  clock: TestClock;
}

export interface TestClock {
  /** In milliseconds since the epoch. */
  now: number;
}

/** Opens an empty desk. */
export async function openTestDesk(): Promise<TestDesk> {
  const clock = { now: Date.parse(START) };
  const { location, release } = await acquireEmptyStore();
  const desk = await openDesk(location, { now: () => clock.now });
  return { ...desk, clock, [Symbol.asyncDispose]: () => desk.close().then(release) };
}

/** Opens a desk with the customer that {@linkcode createTickets} uses. */
export async function openDeskWithCustomer(): Promise<TestDesk> {
  const desk = await openTestDesk();
  await desk.customers.create({ email: "ada@example.com", name: "Ada", account_tier: "pro" }, BY);
  return desk;
}

/** Creates tickets with these subjects, a minute apart. Returns their ids. */
export async function createTickets(desk: TestDesk, ...subjects: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const subject of subjects) {
    ids.push((await desk.tickets.create({ subject, customer: "ada@example.com" }, BY)).id);
    desk.clock.now += MINUTE;
  }
  return ids;
}

/** Returns the error of a call, and asserts that the desk did not change. */
async function getFailure(desk: Desk, call: () => Promise<unknown>): Promise<DeskError> {
  const before = await readEverything(desk);
  const error = await call().then(() => assert.fail("the call should have failed"), (error) => error);
  assert.ok(error instanceof DeskError, `not a failure of the desk: ${error}`);
  assert.deepEqual(await readEverything(desk), before);
  return error;
}

/** Asserts that a call fails with this error and changes nothing. */
export async function assertRefused(
  desk: Desk,
  code: DeskErrorCode,
  message: RegExp,
  call: () => Promise<unknown>,
): Promise<void> {
  const error = await getFailure(desk, call);
  assert.equal(error.code, code, error.message);
  assert.match(error.message, message);
}

/** Reads the whole desk for comparisons. */
export async function readEverything(desk: Desk): Promise<unknown> {
  return {
    articles: await Array.fromAsync(desk.archive.exportArticles()),
    customers: await Array.fromAsync(desk.archive.exportCustomers()),
    tickets: await Array.fromAsync(desk.archive.exportTickets()),
    stats: await desk.tickets.getStats(),
  };
}
