import { findLargerHolder, HttpError } from "../wire/mod.ts";
import type { Session } from "./session.ts";

/**
 * Makes room for another session of a client. If there is none, the longest idle session gives way: one of the client's own, or
 * of the client with the most sessions if that is another. No client can keep the others out.
 *
 * @throws {HttpError} 503 if none can give way.
 */
export function makeRoom(sessions: ReadonlyMap<string, Session>, limit: number, client: string): void {
  if (sessions.size < limit) return;
  const all = [...sessions.values()];
  const larger = findLargerHolder(all, (session) => session.client, client);
  const victim = larger === undefined ? findIdle(all, client) : findQuiet(all, larger);
  if (victim === undefined) throw createTooManySessionsError(limit);
  victim.close();
}

/** The longest idle session of a client. A client without sessions replaces anyone's. */
function findIdle(all: readonly Session[], client: string): Session | undefined {
  const own = all.filter((session) => session.client === client);
  return findLongest(own.length > 0 ? own : all, (session) => session.idleMs);
}

/** The longest idle session of a client that has too many. If all have streams, the one whose client was quiet the longest. */
function findQuiet(all: readonly Session[], client: string): Session | undefined {
  const sessions = all.filter((session) => session.client === client);
  return findLongest(sessions, (session) => session.idleMs) ?? findLongest(sessions, (session) => session.quietMs);
}

function findLongest(sessions: readonly Session[], getTime: (session: Session) => number): Session | undefined {
  let longest: { session: Session; time: number } | undefined;
  for (const session of sessions) {
    const time = getTime(session);
    if (time > (longest?.time ?? 0)) longest = { session, time };
  }
  return longest?.session;
}

/** Every session has a stream or a call under way. There is no telling when that ends, so there is no time to try again. */
function createTooManySessionsError(limit: number): HttpError {
  return new HttpError(503, `Too many open sessions (limit ${limit}), and all are in use. Close one first.`);
}
