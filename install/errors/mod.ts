/** Errors about the configurations of hosts. */

/** Explains why a host's configuration was not changed: what failed, why, and what to do, on one line. */
export class InstallError extends Error {
  override name = "InstallError";
}

/** The configuration has another server of the name. */
export class NameTakenError extends InstallError {
  override name = "NameTakenError";

  /**
   * @param path The configuration.
   * @param server The name.
   * @param there Says what the other server is, without secrets.
   */
  constructor(path: string, readonly server: string, readonly there: string) {
    super(
      `${path} has another server named ${server}: ${there}. To replace it, add --force. To keep it, choose another name ` +
        "with --prefix, such as --prefix desk-.",
    );
  }
}
