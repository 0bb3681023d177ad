/** The issuer doesn't answer, or says what nobody can use: nothing can be told about a token. */
export class IssuerUnavailableError extends Error {
  override name = "IssuerUnavailable";
}
