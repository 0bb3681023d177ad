/** The list of servers in a host's configuration. Edits keep everything else, including comments. */

export type Members = Readonly<Record<string, unknown>>;

/** An entry in the form of a host. */
export interface Entry {
  /** Members that say which server it is. An update sets them, and removes those that are undefined. */
  members: Members;
  /** Further members of a new entry. An update keeps what people made of them. */
  defaults: Members;
}

/** Says how a host's configuration lists its servers. */
export interface ServerListForm {
  /** JSON, possibly with comments, if undefined. */
  format?: "toml" | "yaml";
  /** The member that holds the servers by name. */
  member: string;
  /** True if that is a list of entries with names. */
  isList?: boolean;
  /** The text of a new file without servers, if that is not empty. */
  initialText?: string;
}

/** A configuration as text. */
export interface ServerListFile {
  host: ServerListForm;
  /** Its path, for messages. */
  path: string;
  text: string;
}

/** Edits a configuration. Empty text is an empty configuration. */
export interface ServerList {
  /** The configuration with all edits so far. */
  readonly text: string;
  /** The listed servers by name. */
  readonly servers: ReadonlyMap<string, unknown>;
  /** Adds a server, or sets only the members that say which server it is. */
  put(name: string, entry: Entry): void;
  /** Removes a listed server. */
  remove(name: string): void;
}
