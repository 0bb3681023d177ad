/** An OpenID provider on a real socket, with the parts that a resource server uses. */

import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";

export const AUDIENCE = "https://desk.example.com/mcp";

/** A key pair and its name. */
export interface SigningKey {
  kid: string;
  alg: string;
  privateKey: CryptoKey;
  /** The public half. */
  jwk: JWK;
}

export async function createSigningKey(kid: string, alg = "ES256"): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...await exportJWK(publicKey), kid, alg, use: "sig" } };
}

/** Claims that replace those of a valid token. Undefined omits a claim. */
export type Claims = Record<string, unknown>;

export interface TokenOptions {
  claims?: Claims;
  /** Of its header; undefined leaves it out. */
  typ?: string | undefined;
  /** Another than the issuer's first. */
  key?: SigningKey;
}

export interface IssuerOptions {
  /** The path of its URL. */
  path?: string;
  /** In place of a free one. */
  port?: number;
  alg?: string;
}

type Answer = (request: Request) => Response | Promise<Response>;

/** An issuer under way. */
export class FakeIssuer implements AsyncDisposable {
  /** Responses at other paths, or instead of the usual ones. */
  readonly answers: Record<string, Answer> = {};
  /** Issues a token for each request to `/token`. */
  tokenEndpoint: (form: FormData) => Promise<string> = () => this.token();
  /** The paths that it was asked for. */
  readonly asked: string[] = [];
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  private constructor(readonly keys: SigningKey[], private readonly options: IssuerOptions) {
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: options.port ?? 0, onListen: () => {} },
      (request) => this.#answer(request, new URL(request.url).pathname),
    );
  }

  static async start(options: IssuerOptions = {}): Promise<FakeIssuer> {
    return new FakeIssuer([await createSigningKey("first", options.alg)], options);
  }

  get port(): number {
    return this.#server.addr.port;
  }

  /** As it calls itself. */
  get url(): string {
    return `http://127.0.0.1:${this.port}${this.options.path ?? ""}`;
  }

  /** The number of requests for its keys. */
  get keysAsked(): number {
    return this.asked.filter((path) => path === "/keys").length;
  }

  /** Its metadata. */
  metadata(): Record<string, unknown> {
    const at = (path: string) => new URL(path, this.url).href;
    return {
      ...{ issuer: this.url, jwks_uri: at("/keys") },
      ...{ authorization_endpoint: at("/authorize"), token_endpoint: at("/token") },
    };
  }

  /** A token that is good for dana, for an hour, but for what the options say. */
  token({ claims = {}, typ = "at+jwt", key = this.keys[0]! }: TokenOptions = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const usual = {
      ...{ iss: this.url, aud: AUDIENCE, sub: "user-1", iat: now, exp: now + 3600 },
      ...{ preferred_username: "dana", scope: "openid desk:read desk:write" },
    };
    const said = Object.entries({ ...usual, ...claims }).filter(([, value]) => value !== undefined);
    const { alg, kid } = key;
    return new SignJWT(Object.fromEntries(said) as JWTPayload).setProtectedHeader({ alg, kid, typ }).sign(
      key.privateKey,
    );
  }

  async stop(): Promise<void> {
    await this.#server.shutdown();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #answer(request: Request, path: string): Response | Promise<Response> {
    this.asked.push(path);
    const answer = this.answers[path];
    if (answer !== undefined) return answer(request);
    const root = (this.options.path ?? "").replace(/\/$/, "");
    if (path === `${root}/.well-known/openid-configuration`) return Response.json(this.metadata());
    if (path === "/token" && request.method === "POST") return this.#giveToken(request);
    if (path === "/keys") return Response.json({ keys: this.keys.map(({ jwk }) => jwk) });
    return new Response("nothing here", { status: 404 });
  }

  async #giveToken(request: Request): Promise<Response> {
    const access_token = await this.tokenEndpoint(await request.formData());
    return Response.json({ access_token, token_type: "Bearer", expires_in: 3600 });
  }
}
