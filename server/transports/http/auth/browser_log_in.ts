/** Logging in from the page of the desk, where an issuer has accounts. */

/** The first step: the page goes to this URL. It adds `redirect_uri`, `state`, `nonce` and `code_challenge`. */
export interface LogInForm {
  authorization_url: string;
}

/** The second step, or a later one: what the page exchanges for a token. */
export type LogInRequest =
  | { code: string; code_verifier: string; redirect_uri: string; nonce: string }
  | { refresh_token: string; nonce?: undefined };

export interface LogInTokens {
  /** An access token for this server. */
  token: string;
  refresh_token?: string;
}

/** Logs people in. */
export interface BrowserLogIn {
  /**
   * Describes the first step.
   *
   * @param resource The URL of MCP, as the issuer knows it.
   * @throws {HttpError} 503 if the issuer does not respond.
   */
  describe(resource: string): Promise<LogInForm>;
  /** @throws {HttpError} 403 if the issuer refuses, 503 if it does not respond. */
  exchange(request: LogInRequest): Promise<LogInTokens>;
}
