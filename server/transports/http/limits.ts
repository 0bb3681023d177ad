/** How much one server gives to all its clients, and to each. */

export interface HttpLimits {
  /** The bytes of a request's body. */
  bodyBytes: number;
  /** The messages of one client a minute; Infinity for as many as it likes. */
  messagesPerMinute: number;
  /** Sessions that are open at the same time. */
  sessions: number;
  /** A session that nothing happens in for so long is closed. In milliseconds. */
  sessionIdle: number;
  /** Event streams that are open at the same time. */
  streams: number;
  /** From a request's first byte until its answer begins. In milliseconds; people who are asked have longer. */
  requestTime: number;
  /** What is under way may take so long when the server ends. In milliseconds. */
  drainTime: number;
}

export const DEFAULT_LIMITS: Readonly<HttpLimits> = {
  bodyBytes: 1024 * 1024,
  messagesPerMinute: 6000,
  sessions: 2000,
  sessionIdle: 30 * 60 * 1000,
  streams: 4000,
  requestTime: 30 * 1000,
  drainTime: 4000,
};
