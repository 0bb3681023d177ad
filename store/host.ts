/** The hosts that have worked on a desk. */

/** The description of a host, as it declares itself when it connects. */
export interface HostDeclaration {
  name: string;
  version: string;
  /** The revision of MCP that it asks for. */
  protocol: string;
  /** It can ask a person (elicitation). */
  asks: boolean;
  /** It shares folders (roots). */
  shares: boolean;
  /** It can ask its model (sampling). */
  samples: boolean;
  /** It shows pages of the server (MCP Apps). */
  shows: boolean;
}

export interface SeenHost extends HostDeclaration {
  /** The time of its last connection, give or take an hour (ISO 8601). */
  at: string;
}

/** Remembers the hosts for 180 days. */
export interface Hosts {
  /** Remembers a host, by its name. */
  record(host: HostDeclaration): Promise<void>;
  /** Lists the hosts, the latest first. */
  list(limit: number): Promise<SeenHost[]>;
}
