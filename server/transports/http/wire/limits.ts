/** The limits of an HTTP server. */

/** The maximum that one client may use of a resource. */
export interface ShareLimits {
  count: number;
  /** The memory that it takes, in bytes. */
  bytes: number;
}

export interface HttpLimits {
  /** The largest body of a request, in bytes. */
  bodyBytes: number;
  /** The maximum number of messages of one client in a minute; Infinity for no limit. */
  messagesPerMinute: number;
  /** The maximum number of open sessions. */
  sessions: number;
  /** An idle session is closed after this many milliseconds. */
  sessionIdle: number;
  /** The maximum number of open event streams. */
  streams: number;
  /** From the first byte of a request to the start of its response, in milliseconds. Elicitations take longer. */
  requestTime: number;
  /** The maximum time for pending requests when the server stops, in milliseconds. */
  drainTime: number;
  /** The calls of one client that are under way. The bytes are those of their messages. */
  calls: ShareLimits;
  /** Those of them that wait for a person or a model, which takes minutes. */
  waitingCalls: ShareLimits;
  /** The resources that one client has subscribed to. The bytes are those of their URIs. */
  subscriptions: ShareLimits;
}

export const DEFAULT_LIMITS: Readonly<HttpLimits> = {
  bodyBytes: 1024 * 1024,
  messagesPerMinute: 6000,
  sessions: 2000,
  sessionIdle: 30 * 60 * 1000,
  streams: 4000,
  requestTime: 30 * 1000,
  drainTime: 4000,
  calls: { count: 1000, bytes: 32 * 1024 * 1024 },
  waitingCalls: { count: 100, bytes: 4 * 1024 * 1024 },
  subscriptions: { count: 10_000, bytes: 1024 * 1024 },
};
