import type { Desk } from "./desk.ts";

/** A path, `:memory:`, or the URL of a KV Connect server. */
export type DeskLocation = string;

export interface OpenDeskOptions {
  /** The present, for tests; `Date.now` by default. In milliseconds since the epoch. */
  now?: () => number;
}

/** Opens (and on first use makes) the desk at `location`. */
export function openDesk(_location: DeskLocation, _options: OpenDeskOptions = {}): Promise<Desk> {
  throw new Error("under construction");
}
