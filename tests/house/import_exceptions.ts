/** Rooms that are not finished yet. Remove what no longer applies; add nothing. */

/** Rooms that others still enter past their `mod.ts`. */
export const OPEN_ROOMS: readonly string[] = [
  "client/agent",
];

/** Rooms that still import each other. `*` stands for a folder's own files. */
export const MUTUAL_IMPORTS: readonly string[] = [];
