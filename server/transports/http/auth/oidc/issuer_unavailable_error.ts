/** The issuer does not respond, or its response is unusable: tokens can't be checked. */
export class IssuerUnavailableError extends Error {
  override name = "IssuerUnavailableError";
}
