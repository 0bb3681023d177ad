/** Says why a host's configuration was not changed: what failed, why, and what to do, on one line. */
export class InstallError extends Error {
  override name = "InstallError";
}
