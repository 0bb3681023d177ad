/** Why a host's configuration was left as it was: one line with what, why and what to do. */
export class InstallError extends Error {
  override name = "InstallFailure";
}
