/** The limits of an HTTP server. */

export interface HttpLimits {
  /** The largest body of a request, in bytes. */
  bodyBytes: number;
  /** The most messages of one client in a minute; Infinity for no limit. */
  messagesPerMinute: number;
  /** The most open sessions. */
  sessions: number;
  /** An idle session is closed after this many milliseconds. */
  sessionIdle: number;
  /** The most open event streams. */
  streams: number;
  /** From the first byte of a request to the start of its response, in milliseconds. Elicitations take longer. */
  requestTime: number;
  /** The most time for pending requests when the server stops, in milliseconds. */
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
