/** The issuer doesn't answer, or says what nobody can use: nothing can be told about a token. */
export class IssuerUnavailable extends Error {
  override name = "IssuerUnavailable";
}
